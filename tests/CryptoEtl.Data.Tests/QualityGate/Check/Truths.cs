using CryptoEtl.Data.QualityGate.Check;
using static CryptoEtl.Data.Tests.QualityGate.Check.Truth;
using static CryptoEtl.Data.Tests.QualityGate.Check.Yardsticks;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

/// <summary>What is known to be wrong with real files.</summary>
internal static class Truths
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Hour = TimeSpan.FromHours(1);

    public static IReadOnlyList<Truth> All { get; } = [.. Daily(), .. Hourly(), .. Others(), .. Lists(), .. Funding()];

    /// <summary>Defects of a file of daily or hourly bars: first what its notes count, null where they do not.</summary>
    private static Defect[] Bars(string ids, TimeSpan step, string time, string price, string[] series, (int? Gaps, int? Periods) missing, int? tenfold, int? twofold, int? stale, int? ended) =>
    [
        new("gaps", missing.Gaps, report => report.Findings($"{ids}016"), file => Gaps(file, time, step, series)),
        new("periods missing in them", missing.Periods, report => (int)report.Verdict.Metrics.Figures["missing_periods"]),
        new("moves over 10x", tenfold, report => report.Findings($"{ids}017"), file => Jumps(file, time, price, 10, series)),
        new("moves over 2x", twofold, report => report.Findings($"{ids}018"), file => Jumps(file, time, price, 2, series)),
        new("stale runs", stale, report => report.Findings($"{ids}021"), file => StaleRuns(file, time, price, series)),
        new("series that end early", ended, report => report.Findings($"{ids}023"), file => EndedEarly(file, time, series)),
        new("duplicate keys", null, report => report.Findings($"{ids}008"), file => Duplicates(file, time, series)),
        new("series not oldest first", null, report => report.Findings($"{ids}015"), file => NotAscending(file, time, series)),
    ];

    private static Defect[] Prices(int low, int flat, int wide) =>
    [
        new("low above open or close", low, report => report.Findings("HB004"), file => file.Count(row => file.Number(row, "low") > file.Number(row, "open") || file.Number(row, "low") > file.Number(row, "close"))),
        new("high below open or close", 0, report => report.Findings("HB003"), file => file.Count(row => file.Number(row, "high") < file.Number(row, "open") || file.Number(row, "high") < file.Number(row, "close"))),
        new("flat bars", flat, report => report.Findings("HB022"), file => file.Count(row => file.Number(row, "close") is { } close && close == file.Number(row, "open") && close == file.Number(row, "high") && close == file.Number(row, "low"))),
        new("high over 10x low", wide, report => report.Findings("HB025"), file => file.Count(row => file.Number(row, "high") > 10 * file.Number(row, "low"))),
    ];

    private static Defect[] Caps(string volume, int volumeMissing, int volumeZero, int capMissing, int capZero) =>
    [
        new("volume missing", volumeMissing, report => report.Findings("HB028"), file => Empty(file, volume)),
        new("volume zero", volumeZero, report => report.Findings("HB026"), file => Zero(file, volume)),
        new("cap missing", capMissing, report => report.Findings("HB029"), file => Empty(file, "market_cap_usd")),
        new("cap zero", capZero, report => report.Findings("HB027"), file => Zero(file, "market_cap_usd")),
    ];

    private static Defect Supply(int noted, string price, params string[] series) =>
        new("implied supply jumps", noted, report => report.Findings("HB020"), file => SupplyJumps(file, "date", price, series));

    private static Truth[] Daily() =>
    [
        new("ohlcv/cmc_daily_2013_2020.csv.gz", "silver_historical_market",
        [
            .. Bars("HB", Day, "date", "close", ["symbol"], (291, 5819), 264, 5171, 995, 6), .. Prices(48, 14440, 788), .. Caps("volume_usd", 0, 21723, 0, 28552), Supply(363, "close", "symbol"),
            new("close not above 0", 41, report => report.Findings("HB002", "close_usd"), file => file.Count(row => file.Number(row, "close") <= 0)),
        ]),
        new("ohlcv/cmc_daily_2013_2018_delisted.csv.gz", "silver_historical_market",
        [
            .. Bars("HB", Day, "date", "close", ["slug", "source"], (2607, 20114), 366, null, 470, 386), .. Prices(56, 5930, 1057), .. Caps("volume_usd", 1733, 12431, 29494, 13), Supply(31665, "close", "slug", "source"),
            new("price missing", 1, report => report.Findings("HB001", "close_usd"), file => Empty(file, "close")),
        ]) { Map = "asset_id=slug+source" },
        new("ohlcv/binance_daily_2021_2022.csv.gz", "silver_historical_market", [.. Bars("HB", Day, "date", "close", ["pair"], (3, 23), 10, 55, 1, 0), .. Prices(0, 0, 12)]),
        new("ohlcv/coinbase_daily_2020_2025.csv.gz", "silver_historical_market", [.. Bars("HB", Day, "date", "close", ["pair"], (0, 0), 0, 4, 2, 58), .. Prices(0, 0, 0)]),
        new("ohlcv/coingecko_daily_2013_2023.csv.gz", "silver_historical_market",
            [.. Bars("HB", Day, "date", "price_usd", ["symbol"], (21, 44), 5, 34, null, 0), .. Caps("total_volume_usd", 0, 3, 4, 1396), Supply(34, "price_usd", "symbol")]),
        new("ohlcv/cmc_daily_price_2022.csv.gz", "silver_historical_market", Bars("HB", Day, "date", "price_usd", ["cmc_id"], (7237, 8661), 24, 116, 6, 5)),
    ];

    private static Truth[] Hourly() =>
    [
        new("ohlcv/binance_hourly_close_2021_2025.csv.gz", "silver_historical_hour", Bars("HH", Hour, "open_time_utc", "close", ["pair"], (45, 523), 1, 10, 0, 0)),
        new("ohlcv/binance_hourly_ohlcv_2017_2021.csv.gz", "silver_historical_hour",
        [
            new("duplicate keys", 2649, report => report.Findings("HH008"), file => Duplicates(file, "open_time_utc", "pair")),
            new("series not oldest first", 2, report => report.Findings("HH015"), file => NotAscending(file, "open_time_utc", "pair")),
            new("gaps", 15, report => report.Findings("HH016"), file => Gaps(file, "open_time_utc", Hour, "pair")),
            new("stale runs", 9, report => report.Findings("HH021")),
            new("flat bars", 119, report => report.Findings("HH022")),
            new("volume zero", 119, report => report.Findings("HH026"), file => Zero(file, "volume_quote")),
        ]),
        new("ohlcv/binance_hourly_ohlcv_2017_2021.csv.gz", "silver_historical_hour",
            new Defect("milliseconds among seconds", 14956, report => report.Findings(FileRules.TimeRange), file => file.Count(row => file.Number(row, "unix_raw") > 1e11)))
            { Map = "hour=unix_raw", Epoch = EpochUnit.Seconds },
        new("ohlcv/binance_hourly_ohlcv_2017_2021.csv.gz", "silver_historical_hour",
            new Defect("seconds among milliseconds", 28584, report => report.Findings(FileRules.TimeRange), file => file.Count(row => file.Number(row, "unix_raw") < 1e11)))
            { Map = "hour=unix_raw", Epoch = EpochUnit.Milliseconds },
    ];

    private static Truth[] Others() =>
    [
        new("onchain/tvl_protocol_daily.csv.gz", "bronze_historical_tvl",
            new("gaps", 36, report => report.Findings("HT004"), file => Gaps(file, "time_utc", Day, "protocol", "chain_or_scope", "source")),
            new("missing", 3614, report => NullsOf(report, "tvl_usd"), file => Empty(file, "tvl_usd")),
            new("zero", 1088, report => report.Findings("HT006"), file => Zero(file, "tvl_usd")),
            new("moves over 10x", null, report => report.Findings("HT005"), file => Jumps(file, "time_utc", "tvl_usd", 10, "protocol", "chain_or_scope", "source")))
            { Map = "slug=protocol+chain_or_scope+source,stamp=time_utc" },
        new("onchain/tvl_protocol_daily.csv.gz", "silver_historical_market",
            new Defect("not at midnight", 28, report => report.Findings("HB009"), file => file.Count(row => !row[file.At("time_utc")].Contains("T00:00:00", StringComparison.Ordinal))))
            { Map = "asset_id=protocol+chain_or_scope+source,day=time_utc,close_usd=tvl_usd" },
        new("onchain/tvl_total_defi_2017_2021.csv.gz", "bronze_historical_tvl",
            new Defect("gaps", 0, report => report.Findings("HT004"), file => Gaps(file, "date", Day))) { Map = "slug=date_raw,stamp=date" },
        new("onchain/btc_metrics_daily.csv.gz", "silver_historical_market",
            new Defect("value missing", 4, report => report.Findings("HB001", "close_usd"), file => Empty(file, "value")),
            new Defect("gaps", 0, report => report.Findings("HB016"), file => Gaps(file, "date", Day, "metric"))) { Map = "asset_id=metric,day=date,close_usd=value" },
        new("social/btc_social_daily_2014_2021.csv.gz", "silver_historical_market",
            new Defect("gaps", 54, report => report.Findings("HB016"), file => Gaps(file, "date", Day, "series")),
            new Defect("value missing", 1, report => report.Findings("HB001", "close_usd"), file => Empty(file, "value"))) { Map = "asset_id=series,day=date,close_usd=value" },
        new("social/reddit_daily_2012_2018.csv.gz", "silver_historical_market",
            new Defect("gaps", 200, report => report.Findings("HB016"), file => Gaps(file, "date", Day, "subreddit"))) { Map = "asset_id=subreddit,day=date,close_usd=posts" },
        new("derivatives/open_interest_all_perps_2025_10.csv.gz", "silver_historical_market",
            new("gaps", 4, report => report.Findings("HB016"), file => Gaps(file, "date", Day, "market")),
            new("not above 0", 1, report => report.Findings("HB002", "close_usd"), file => file.Count(row => file.Number(row, "oi_close") <= 0)),
            new("moves over 10x", 2, report => report.Findings("HB017"), file => Jumps(file, "date", "oi_close", 10, "market"))) { Map = OpenInterest },
        new("derivatives/open_interest_daily_2021_2025.csv.gz", "silver_historical_market",
            new Defect("gaps", 0, report => report.Findings("HB016"), file => Gaps(file, "date", Day, "market")),
            new Defect("moves over 10x", 0, report => report.Findings("HB017"), file => Jumps(file, "date", "oi_close", 10, "market"))) { Map = OpenInterest },
    ];

    private const string OpenInterest = "asset_id=market,day=date,open_usd=oi_open,high_usd=oi_high,low_usd=oi_low,close_usd=oi_close";

    private static Truth[] Lists() =>
    [
        new("universe/cmc_weekly_top200.csv.gz", "bronze_live_market",
            new("supply off by 10^6, 10^3 or 10", 1571 + 750 + 5, report => report.Findings("LM006"), file => Slips(file, 1e6) + Slips(file, 1e3) + Slips(file, 10)),
            new("lists of 20 rows", null, report => report.Batches.Count(batch => batch.Verdict.Reasons.Any(reason => reason.StartsWith("LM100", StringComparison.Ordinal))), file => file.Rows.GroupBy(row => row[0]).Count(list => list.Count() == 20)),
            new("cap rises with rank", 347, report => report.Findings("LM014"), file => RankRises(file, "snapshot_date", "rank", "market_cap_usd"))) { Map = "asset_id=name+symbol", Batch = "snapshot_date" },
        new("universe/cmc_monthly_top200.csv.gz", "bronze_live_market",
            new("cap rises with rank", 628, report => report.Findings("LM014"), file => RankRises(file, "snapshot_date", "rank", "market_cap_usd")),
            new("duplicate assets", 0, report => report.Findings("LM003")),
            new("duplicate ranks", 0, report => report.Findings("LM015"))) { Map = "asset_id=name+symbol", Batch = "snapshot_date" },
        new("universe/cmc_weekly_top10.csv.gz", "bronze_live_market",
            new Defect("cap rises with rank", 3, report => report.Findings("LM014"), file => RankRises(file, "snapshot_date", "rank", "market_cap_usd"))) { Map = "asset_id=name", Batch = "snapshot_date" },
        new("universe/cmc_weekly_derived_top200_2013_2018.csv.gz", "bronze_live_market",
            new("duplicate assets", 99, report => report.Findings("LM003"), file => Duplicates(file, "snapshot_date", "slug")),
            new("cap missing or 0", 26, report => report.Findings("LM019") + NullsOf(report, "market_cap_usd"), file => file.Count(row => file.Number(row, "market_cap_usd") is null or 0)),
            new("cap rises with rank", 0, report => report.Findings("LM014"), file => RankRises(file, "snapshot_date", "rank", "market_cap_usd"))) { Map = "asset_id=slug", Batch = "snapshot_date" },
        new("universe/cmc_daily_top100_2018.csv.gz", "bronze_live_market",
            new Defect("cap missing", 12, report => NullsOf(report, "market_cap_usd"), file => file.Count(row => row[file.At("MarketCap")] is "nan" or "")),
            new Defect("cap rises with rank", 48, report => report.Findings("LM014"), file => RankRises(file, "snapshot_date", "position", "MarketCap")))
            { Map = "asset_id=CoinName,market_cap_rank=position", Batch = "snapshot_date", Nulls = ["nan"] },
        new("universe/cmc_daily_rank500_2022.csv.gz", "bronze_live_market",
            new Defect("duplicate ranks", 8, report => report.Findings("LM015"), file => Duplicates(file, "committed_at_utc", "rank"))) { Map = "asset_id=cmc_id", Batch = "committed_at_utc" },
    ];

    private static int Slips(RawFile file, double factor) => file.Count(row =>
        file.Number(row, "price_usd") * file.Number(row, "circulating_supply") / file.Number(row, "market_cap_usd") is { } ratio && Math.Abs(ratio / factor - 1) < 0.1);

    private static Truth[] Funding() =>
    [
        new("derivatives/funding_daily_2025.csv.gz", "derivatives_funding",
            new Defect("percent taken for fractions: refused", 1, report => report.Findings("DF102")),
            new Defect("percent is not 100 x the rate", 0, report => report.Findings("DF005"), file => file.Count(row => Math.Abs((file.Number(row, "funding_rate_pct") - (100 * file.Number(row, "funding_rate")))!.Value) > 1e-6)))
            { Map = "venue=market,symbol=base,settled_at=date" },
        new("derivatives/funding_by_exchange_2020_2023.csv.gz", "derivatives_funding",
            new("off the grid in local time", null, report => report.Findings("DF006"), file => file.Count(row => IsOffGrid(row[0], row[file.At("time_raw")]))),
            new("unusual intervals", 28, report => report.Findings("DF007"))) { Map = "settled_at=time_raw" },
        new("derivatives/funding_by_exchange_2020_2023.csv.gz", "derivatives_funding",
            new Defect("off the grid in UTC", null, report => report.Findings("DF006"), file => file.Count(row => IsOffGrid(row[0], row[file.At("time_utc_inferred")])))) { Map = "settled_at=time_utc_inferred" },
        new("derivatives/funding_hyperliquid_2026.csv.gz", "derivatives_funding",
            new Defect("unusual intervals of irregular polls", null, report => report.Findings("DF007"))) { Map = "venue=base,symbol=base,funding_rate=funding_rate_1h" },
    ];

    /// <summary>Not 00, 08, 16 h UTC (kucoin: 04, 12, 20 h). dydx pays every hour.</summary>
    private static bool IsOffGrid(string exchange, string time) =>
        exchange != "dydx" && (int.Parse(time.AsSpan(11, 2), System.Globalization.CultureInfo.InvariantCulture) % 8 != (exchange == "kucoin" ? 4 : 0) || time[14..16] != "00");
}
