using System.Globalization;
using CryptoEtl.Core.Historical;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.Tests.Universe;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.QualityGate;

/// <summary>The contract of daily bars on real files, whose defects were counted by other means.</summary>
public sealed class RealBarsTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("ohlcv/cmc_daily_2013_2020.csv.gz", "symbol", "open,high,low,close,volume_usd,market_cap_usd",
        "HB002=41 HB004=48 HB015=545 HB016=291 HB017=264 HB018=5171 HB020=363 HB021=995 HB022=14440 HB023=6 HB025=788 HB026=21723 HB027=28552")]
    [InlineData("ohlcv/cmc_daily_2013_2018_delisted.csv.gz", "slug,source", "open,high,low,close,volume_usd,market_cap_usd",
        "HB001=1 HB004=56 HB015=690 HB016=2607 HB017=366 HB020=31665 HB021=470 HB022=5930 HB023=386 HB025=1057 HB026=12431 HB027=13 HB028=1733 HB029=29494")]
    [InlineData("ohlcv/binance_daily_2021_2022.csv.gz", "pair", "open,high,low,close,volume_quote,", "HB016=3 HB017=10 HB018=55 HB021=1 HB025=12")]
    [InlineData("ohlcv/coingecko_daily_2013_2023.csv.gz", "coingecko_name", ",,,price_usd,total_volume_usd,market_cap_usd", "HB016=21 HB017=5 HB018=34 HB020=34 HB026=3 HB027=1396 HB029=4")]
    [InlineData("ohlcv/coinbase_daily_2020_2025.csv.gz", "pair", "open,high,low,close,volume_base,", "HB018=4 HB021=2 HB023=58")]
    [InlineData("ohlcv/cmc_daily_price_2022.csv.gz", "cmc_id", ",,,price_usd,,", "HB016=7237 HB017=24 HB018=116 HB021=6 HB023=5")]
    public void Rules_count_what_was_measured_and_hold_next_to_nothing_back(string path, string name, string columns, string measured)
    {
        Skip.If(RealData.IsMissing, RealData.Missing);
        var bars = Read(path, name.Split(','), columns.Split(','));
        var verdict = Gate.JudgePart(BarContracts.Day(new()), new(BarTape.Batch(bars), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))).Verdict;

        output.WriteLine($"{path}: {verdict.RowsQuarantined} of {bars.Count} rows held back; {string.Join(' ', verdict.Findings.Select(rule => $"{rule.Key}={rule.Value}"))}");
        Assert.Equal(measured, string.Join(' ', measured.Split(' ').Select(rule => rule.Split('=')[0]).Select(rule => $"{rule}={verdict.Findings.GetValueOrDefault(rule)}")));
        Assert.InRange(verdict.RowsQuarantined, 0, bars.Count / 1000);
    }

    private static List<Bar> Read(string path, string[] name, string[] columns)
    {
        return [.. RealData.Rows(path).Select(row => new Bar
        {
            Asset = string.Join('|', name.Select(row)),
            Day = DateTime.Parse(row("date"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
            Open = Number(row, 0), High = Number(row, 1), Low = Number(row, 2), Close = Number(row, 3), Volume = Number(row, 4), Cap = Number(row, 5),
        })];

        double? Number(Func<string, string> row, int at) =>
            columns[at] != "" && double.TryParse(row(columns[at]), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
