using System.Globalization;
using CryptoEtl.Core.QualityGate;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.QualityGate;

public sealed class NumberPrecisionTests
{
    [Theory]
    [InlineData(0.1 + 0.2, 0.3), InlineData(1.1 * 1.1, 1.21), InlineData(-0.30000000000000004, -0.3), InlineData(19497.4, 19497.4)]
    [InlineData(184067941986.13403, 184067941986.134), InlineData(1.2345678901234567e-20, 1.23456789012346e-20), InlineData(1.2345678901234567e+40, 1.23456789012346e+40)]
    [InlineData(5e-324, 5e-324), InlineData(double.MaxValue, double.MaxValue), InlineData(123456789012345678, 123456789012346000), InlineData(1e22, 1e22)]
    public void A_number_keeps_fifteen_digits(double given, double expected) => Assert.Equal(expected, NumberPrecision.Standard(given));

    [Fact]
    public void Minus_zero_is_zero() => Assert.Equal(BitConverter.DoubleToInt64Bits(0.0), BitConverter.DoubleToInt64Bits(NumberPrecision.Standard(-0.0)!.Value));

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity), InlineData(null)]
    public void What_is_no_number_is_null(double? given) => Assert.Null(NumberPrecision.Standard(given));

    [Fact]
    public void Every_number_is_the_one_with_fifteen_digits_nearest_to_it_and_stays_so() => Prop.ForAll(Doubles(), number =>
    {
        var standard = NumberPrecision.Standard(number)!.Value;
        return NumberPrecision.Standard(standard) == standard && Math.Abs(standard - number) <= Math.Abs(number) * 5.001e-15
            && standard == double.Parse(standard.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void What_a_source_wrote_with_fifteen_digits_is_lost_nowhere() => Prop.ForAll(
        Gen.Choose(-999_999_999, 999_999_999).ToArbitrary(), Gen.Choose(0, 999_999).ToArbitrary(), Gen.Choose(-40, 40).ToArbitrary(), (high, low, exponent) =>
        {
            var written = double.Parse(string.Create(CultureInfo.InvariantCulture, $"{high}{low:000000}E{exponent}"), CultureInfo.InvariantCulture);
            return NumberPrecision.Standard(written) == written;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    /// <summary>Of every size: a fraction of 53 bits times a power of ten.</summary>
    private static Arbitrary<double> Doubles() => (
        from seed in Gen.Choose(0, int.MaxValue)
        from exponent in Gen.Choose(-60, 60)
        select (new Random(seed).NextDouble() * 2 - 1) * Math.Pow(10, exponent)).ToArbitrary();
}
