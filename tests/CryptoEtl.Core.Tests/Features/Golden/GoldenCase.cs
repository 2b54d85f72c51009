using System.Globalization;

namespace CryptoEtl.Core.Tests.Features.Golden;

/// <summary>An indicator on given bars, and what a public library makes of it.</summary>
/// <param name="Input">Columns of the bars by name: open, high, low, close, volume.</param>
/// <param name="Expected">Columns of the result by name; by row of the bars. Rows that the library does not tell are not there.</param>
internal sealed record GoldenCase(
    string Indicator, string File, IReadOnlyDictionary<string, double> Params, IReadOnlyDictionary<string, double[]> Input,
    IReadOnlyDictionary<string, IReadOnlyDictionary<int, double>> Expected, double Tolerance, bool Matches)
{
    public int Bars => Input["close"].Length;

    public double[] Open => Input["open"];

    public double[] High => Input["high"];

    public double[] Low => Input["low"];

    public double[] Close => Input["close"];

    public double[] Volume => Input["volume"];

    public int N => Of("n");

    public double Periods => Params["periods_per_year"];

    public int Of(string param) => (int)Params[param];

    /// <summary>Where what was made is not what the library tells.</summary>
    public IEnumerable<string> Misses(IReadOnlyDictionary<string, double[]> made)
    {
        foreach (var (column, values) in Expected)
        {
            foreach (var (row, value) in values)
            {
                var got = made[column][row];
                if (!(double.IsNaN(value) ? double.IsNaN(got) : Math.Abs(value - got) <= Tolerance))
                    yield return string.Create(CultureInfo.InvariantCulture, $"{File} {column} row {row}: expected {value:R}, got {got:R}");
            }
        }
    }
}
