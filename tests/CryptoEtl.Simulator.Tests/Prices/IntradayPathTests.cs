using CryptoEtl.Simulator.Prices;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Simulator.Tests.Prices;

public sealed class IntradayPathTests
{
    private static readonly Arbitrary<double[]> AnyBar =
        Gen.Choose(-100, 100_000).Select(number => number / 100.0).ArrayOf(4).ToArbitrary();

    [Fact]
    public void The_path_meets_the_bar_and_never_leaves_it() =>
        Prop.ForAll(AnyBar, Gen.Choose(0, int.MaxValue).ToArbitrary(), (bar, seed) =>
        {
            var path = new IntradayPath(bar[0], bar[1], bar[2], bar[3], (ulong)seed);
            var (low, high) = path.Range(0, 1);
            var points = Enumerable.Range(0, 1441).Select(minute => path.At(minute / 1440.0)).ToArray();

            Assert.Equal((bar.Min(), bar.Max()), (low, high));
            Assert.Equal((bar[0], bar[3]), (points[0], points[^1]));
            Assert.InRange(points.Min(), low, high);
            Assert.InRange(points.Max(), low, high);
            Assert.Equal((high, low), (path.At(path.HighTime), path.At(path.LowTime)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_part_of_the_day_lies_within_the_whole() =>
        Prop.ForAll(AnyBar, Gen.Choose(0, 1000).Two().ToArbitrary(), (bar, cut) =>
        {
            var path = new IntradayPath(bar[0], bar[1], bar[2], bar[3], 7);
            var (from, to) = (Math.Min(cut.Item1, cut.Item2) / 1000.0, Math.Max(cut.Item1, cut.Item2) / 1000.0);
            var (low, high) = path.Range(from, to);

            Assert.InRange(path.At((from + to) / 2), low - 0.2 * (bar.Max() - bar.Min()), high + 0.2 * (bar.Max() - bar.Min()));
            Assert.True(bar.Min() <= low && low <= high && high <= bar.Max());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_the_close_is_needed()
    {
        var path = new IntradayPath(double.NaN, double.NaN, double.NaN, 5, 1);

        Assert.Equal((5.0, 5.0, 5.0), (path.At(0), path.At(0.5), path.At(1)));
    }

    [Fact]
    public void Without_a_close_there_is_no_price() => Assert.True(double.IsNaN(new IntradayPath(1, 2, 0.5, double.NaN, 1).At(0.5)));

    [Theory]
    [InlineData("", 0xf52a15e9a9b5e89bUL), InlineData("bitcoin", 0xEE2061BC157A4E04UL)]
    public void Hashes_are_the_same_everywhere(string text, ulong expected) => Assert.Equal(expected, StableHash.Of(text));
}
