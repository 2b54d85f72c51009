using System.IO.Compression;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Import;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Import;

public sealed class TapeImporterTests
{
    private static readonly DateOnly Seam = new(2020, 12, 16);

    private static readonly Lazy<(string Path, ImportReport Report)> Imported = new(ImportAll);

    [SkippableFact]
    public void A_thousand_assets_come_in_and_every_row_is_accounted_for()
    {
        var (path, report) = Imported.Value;

        Assert.Equal(463, report.Dead);
        Assert.True(report.Assets > 1_100);
        var daily = report.Files.Where(file => file.File.StartsWith("cmc_daily_2013", StringComparison.Ordinal)).ToArray();
        Assert.Equal(561_030 + 234_807, daily.Sum(file => file.Read));
        // 2,324 days are in source A and in source B.
        Assert.Equal(561_030 + 234_807 - 2_324, daily.Sum(file => file.Kept));
        Assert.Equal(daily.Sum(file => file.Kept), MarketTape.Load(path).Assets.Sum(asset => asset.Daily.LastUpTo(Seam.DayNumber) + 1));
        Assert.All(report.Files, file => Assert.Equal(file.Read, file.Kept + file.Rejected.Values.Sum()));
        Assert.Equal(report.Files.Sum(file => file.Rejected.Values.Sum()) + 1, File.ReadLines(Path.Combine(path, "rejected.csv")).Count());
    }

    [SkippableTheory]
    [InlineData("2017-12-18", 19140.80), InlineData("2017-12-17", 19497.40), InlineData("2020-03-13", 4970.79)]
    public async Task Bitcoin_closed_where_everyone_knows_it_did(string stamp, double close)
    {
        await using var simulated = await Simulated.StartAsync(Imported.Value.Path, Moments.At("2020-03-13T00:30"));

        var prices = await simulated.ChartAsync("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=max");

        Assert.Contains((Moments.Ms(stamp), close), prices);
    }

    [SkippableFact]
    public async Task In_february_2018_bitcoin_leads_and_coins_since_dead_are_on_the_market()
    {
        await using var simulated = await Simulated.StartAsync(Imported.Value.Path, Moments.At("2018-02-01T12:00"));

        var rows = (await simulated.JsonAsync("/api/v3/coins/markets?vs_currency=usd&per_page=250")).AsArray();
        var ids = rows.Select(row => (string)row!["id"]!).ToArray();

        Assert.Equal(["bitcoin", "ethereum"], ids[..2]);
        Assert.Subset(ids.ToHashSet(), new HashSet<string> { "zcoin", "bridgecoin", "dew", "attention-token-of-media" });
        Assert.DoesNotContain("centra", ids);
    }

    [SkippableTheory]
    [InlineData("centra", "2018-01-10"), InlineData("paycoin", "2016-01-05"), InlineData("bridgecoin", "2018-07-02")]
    public async Task The_dead_vanish_and_their_history_stays(string id, string lastDay)
    {
        var died = Moments.At(lastDay);
        await using var alive = await Simulated.StartAsync(Imported.Value.Path, died.AddHours(12));
        await using var dead = await Simulated.StartAsync(Imported.Value.Path, died.AddHours(36));

        Assert.Contains($"\"id\":\"{id}\"", (await alive.GetAsync("/api/v3/coins/list")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"id\":\"{id}\"", (await dead.GetAsync("/api/v3/coins/list")).Body, StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{id}\"", (await dead.GetAsync("/api/v3/coins/list?status=inactive")).Body, StringComparison.Ordinal);
        var prices = await dead.ChartAsync($"/api/v3/coins/{id}/market_chart?vs_currency=usd&days=max");
        Assert.Equal(died.AddDays(1).ToUnixTimeMilliseconds(), prices[^1].Stamp);
    }

    [SkippableFact]
    public void Caps_of_the_dead_are_valued_at_the_open()
    {
        var tape = MarketTape.Load(Imported.Value.Path);
        var centra = tape.Find("centra")!;

        Assert.Equal((CapBasis.Close, CapBasis.Open), (tape.Find("bitcoin")!.CapBasis, centra.CapBasis));
        var row = centra.Daily.Count - 1;
        Assert.Equal(centra.Daily.MarketCap[row] / centra.Daily.Open[row], centra.Daily.Supply[row], 0.5);
    }

    [SkippableFact]
    public void Series_without_a_slug_are_named_by_their_key_and_the_mapping_says_so()
    {
        var mapping = File.ReadAllLines(Path.Combine(Imported.Value.Path, "mapping.csv"));

        Assert.Equal(1002, mapping.Count(line => line.Split(',')[1].StartsWith("cmc_daily", StringComparison.Ordinal)));
        Assert.Contains("BTC,cmc_daily_2013_2020,bitcoin,bitcoin,price_match_2018", mapping);
        Assert.Contains("CLOAK,cmc_daily_2013_2020,,cloak,unlisted; no slug: key used", mapping);
    }

    // Of the files as they were made before anything was added after the last day of the CoinMarketCap files.
    [SkippableTheory]
    [InlineData("daily.csv", 1, "a74ddebe2dce07730633a3284ff6d83824dabe8a4f18269ea633c2980f8cafc9")]
    [InlineData("assets.csv", -6, "53488277137c9f7756ae36877fb49bd28d939bc60962378cb41ab49da516e541")]
    public void Assets_and_rows_up_to_2020_12_16_are_the_bytes_they_always_were(string file, int dateColumn, string digest)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var (kept, later) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(Imported.Value.Path, file)))
        {
            // Counted from the end where a name with a comma can come before.
            var fields = line.Split(',');
            var day = fields[dateColumn < 0 ? fields.Length + dateColumn : dateColumn];
            if (kept > 0 && string.CompareOrdinal(day, "2020-12-16") > 0)
            {
                later++;
                continue;
            }

            kept++;
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        Assert.True(later > 100);
        Assert.Equal(digest, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [SkippableTheory]
    [InlineData("terra-luna", "2022-05-07", 68.13), InlineData("terra-luna", "2022-05-12", 0.00032), InlineData("terra-luna-v2", "2022-05-31", 8.87)]
    public void The_two_lives_of_a_ticker_are_two_assets(string id, string day, double close)
    {
        var daily = MarketTape.Load(Imported.Value.Path).Find(id)!.Daily;

        Assert.InRange(daily.Close[daily.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).DayNumber)], close * 0.98, close * 1.02);
    }

    [SkippableFact]
    public void No_price_leaps_at_the_seam()
    {
        foreach (var asset in MarketTape.Load(Imported.Value.Path).Assets)
        {
            var last = asset.Daily.LastUpTo(Seam.DayNumber);
            if (last < 0 || last + 1 >= asset.Daily.Count || asset.Daily.Days[last + 1] - asset.Daily.Days[last] > 31)
                continue;
            Assert.True(asset.Daily.Close[last + 1] / asset.Daily.Close[last] is > 1 / 3.0 and < 3, asset.Id);
        }
    }

    [SkippableTheory]
    [InlineData("2021-10-01"), InlineData("2022-11-09"), InlineData("2024-05-31"), InlineData("2025-10-09"), InlineData("2025-10-26")]
    public async Task Open_interest_of_bitcoin_is_the_files(string text)
    {
        var day = DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        await using var simulated = await Simulated.StartAsync(Imported.Value.Path, Moments.At(text).AddHours(36));

        var venue = await simulated.JsonAsync("/api/v3/derivatives/exchanges/binance_futures?include_tickers=unexpired");

        var ticker = venue["tickers"]!.AsArray().Single(row => (string?)row!["coin_id"] == "bitcoin" && row["open_interest_usd"] is not null);
        Assert.Equal(RawOpenInterest(day), (double)ticker!["open_interest_usd"]!);
    }

    [SkippableFact]
    public async Task Venues_have_the_ids_coingecko_gives_them()
    {
        await using var simulated = await Simulated.StartAsync(Imported.Value.Path, Moments.At("2022-11-10T12:00"));

        var venues = (await simulated.JsonAsync("/api/v3/derivatives/exchanges")).AsArray();

        Assert.Equal(
            ["binance_futures", "bybit", "dydx_perpetual", "gate_futures", "huobi_dm", "kumex", "mxc_futures"],
            venues.Select(venue => (string)venue!["id"]!).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void Funding_is_a_fraction_whatever_the_file_calls_it()
    {
        var rows = MarketTape.Load(Imported.Value.Path).Derivatives.Where(row => row.FundingRate is not null).ToArray();

        // 2025-07-28: the file says 0.01, in percent.
        var row = Assert.Single(rows, row => row is { Market: "Binance (Futures)", Symbol: "BTCUSD_PERP" } && row.Day == new DateOnly(2025, 7, 28));
        Assert.Equal((0.0001, 8), (row.FundingRate!.Value, row.FundingHours!.Value));
        Assert.All(rows, row => Assert.InRange(row.FundingRate!.Value, -0.05, 0.05));
    }

    [Theory]
    [InlineData("2", "AAAUSDT,binance_daily_2021_2022,,alpha,\"ticker unique in 2020, and the price goes on\"", 3)]
    [InlineData("20", "AAAUSDT,binance_daily_2021_2022,,,the price does not go on where the older files stop", 2)]
    public void A_price_that_does_not_go_on_is_not_taken_for_the_same_coin(string close, string mapped, int rows)
    {
        using var source = new SmallSource().With(
            "ohlcv/binance_daily_2021_2022.csv", "low,close\n", $"low,close\nAAAUSDT,2020-01-03,{close},{close},{close},{close}\n");
        using var to = new TempFolder();

        TapeImporter.Import(source.Path, to.Path, CancellationToken.None);

        Assert.Contains(mapped, File.ReadAllLines(Path.Combine(to.Path, "mapping.csv")));
        Assert.Equal(rows, MarketTape.Load(to.Path).Find("alpha")!.Daily.Count);
    }

    [Fact]
    public void A_broken_late_row_is_named_and_a_contract_without_an_asset_is_counted()
    {
        using var source = new SmallSource()
            .With("ohlcv/coinbase_daily_2020_2025.csv", "close\n", "close\nAAA/USD,AAA,2020-01-03,2,2,2,x\n")
            .With("derivatives/open_interest_daily_2021_2025.csv", "oi_close\n", "oi_close\n1000NOBODYUSDT_PERP.A,2021-01-01,7\n1000NOBODYUSDT_PERP.A,2021-01-02,8\nX.Q,2021-01-01,7\n");
        using var to = new TempFolder();

        var report = TapeImporter.Import(source.Path, to.Path, CancellationToken.None);

        var rejected = File.ReadAllLines(Path.Combine(to.Path, "rejected.csv"));
        Assert.Contains("coinbase_daily_2020_2025.csv.gz,2,field 'close' has value 'x': is not a number,\"AAA/USD,AAA,2020-01-03,2,2,2,x\"", rejected);
        Assert.Contains("open_interest_daily_2021_2025.csv.gz,4,the code of the venue is unknown,\"X.Q,2021-01-01,7\"", rejected);
        var contracts = Assert.Single(report.Files, file => file.File == "derivatives.csv, contracts");
        Assert.Equal((1, 0, 1), (contracts.Read, contracts.Kept, contracts.Rejected.Values.Single()));
        var row = Assert.Single(MarketTape.Load(to.Path).Derivatives);
        Assert.Equal(("Binance (Futures)", "1000NOBODYUSDT_PERP", 7.0, (string?)null), (row.Market, row.Symbol, row.OpenInterestUsd!.Value, row.AssetId));
    }

    [Fact]
    public void Two_series_with_one_slug_are_numbered()
    {
        using var source = new SmallSource();
        using var to = new TempFolder();
        TapeImporter.Import(source.Path, to.Path, CancellationToken.None);

        var mapping = File.ReadAllLines(Path.Combine(to.Path, "mapping.csv"));

        Assert.Equal(["AAA,cmc_daily_2013_2020,alpha,alpha,symbol_unique", "alpha,cmc_daily_2013_2018_delisted,alpha,alpha-2,slug; slug taken: numbered"], mapping[1..]);
        Assert.Equal(new DateOnly(2018, 1, 2), MarketTape.Load(to.Path).Find("alpha-2")!.DiedOn);
    }

    [Fact]
    public void An_unparsable_row_is_rejected_and_kept_as_it_was()
    {
        using var source = new SmallSource().With("ohlcv/cmc_daily_2013_2020.csv", "AAA,2020-01-01,1,", "AAA,2020-01-01,one,");
        using var to = new TempFolder();

        var report = TapeImporter.Import(source.Path, to.Path, CancellationToken.None);

        Assert.Equal("cmc_daily_2013_2020.csv.gz,3,field 'open' has value 'one': is not a number,\"AAA,2020-01-01,one,2,1,2,5,100\"", File.ReadAllLines(Path.Combine(to.Path, "rejected.csv"))[1]);
        Assert.Equal((2, 1), ((int)report.Files.Single(file => file.File == "cmc_daily_2013_2020.csv.gz").Read, (int)report.Files.Single(file => file.File == "cmc_daily_2013_2020.csv.gz").Kept));
    }

    [Fact]
    public void A_missing_file_a_missing_column_and_a_damaged_file_are_named()
    {
        using var missing = new SmallSource();
        File.Delete(Path.Combine(missing.Path, "assets/coverage_cmc_daily.csv.gz"));
        using var column = new SmallSource().With("ohlcv/cmc_daily_2013_2020.csv", ",low,", ",lowest,");
        using var damaged = new SmallSource();
        File.WriteAllText(Path.Combine(damaged.Path, "ohlcv/cmc_daily_2013_2018_delisted.csv.gz"), "this was never packed at all");

        Assert.StartsWith("assets/coverage_cmc_daily.csv:0: field 'file'", Refusal(missing), StringComparison.Ordinal);
        Assert.Equal("cmc_daily_2013_2020.csv.gz:1: field 'low' has value '': the column is missing", Refusal(column));
        Assert.StartsWith("cmc_daily_2013_2018_delisted.csv.gz:1: field 'row' has value '': the file is damaged", Refusal(damaged), StringComparison.Ordinal);
    }

    // Both files: the newer one has the days the older one had not finished.
    private static double RawOpenInterest(DateOnly day)
    {
        foreach (var name in (string[])["open_interest_all_perps_2025_10", "open_interest_daily_2021_2025"])
        {
            using var file = new StreamReader(new GZipStream(
                File.OpenRead(Path.Combine(SharedFolder.Require("data", "real"), "derivatives", name + ".csv.gz")), CompressionMode.Decompress));
            while (file.ReadLine() is { } line)
            {
                if (line.Split(',') is [_, "BTCUSD_PERP.A", var date, _, _, _, _, var close, ..] && date == $"{day:yyyy-MM-dd}")
                    return double.Parse(close, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException($"no file has {day}");
    }

    private static string Refusal(SmallSource source)
    {
        using var to = new TempFolder();
        return Assert.Throws<BadInputException>(() => TapeImporter.Import(source.Path, to.Path, CancellationToken.None)).Message;
    }

    private static (string, ImportReport) ImportAll()
    {
        var from = SharedFolder.Require("data", "real");
        var folder = Directory.CreateTempSubdirectory("imported-tape-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return (folder, TapeImporter.Import(from, folder, CancellationToken.None));
    }

    /// <summary>The least an import needs: one living and one dead series that claim the same slug.</summary>
    private sealed class SmallSource : IDisposable
    {
        private static readonly Dictionary<string, string> Files = new()
        {
            ["assets/coverage_cmc_daily.csv"] = "asset_key,slug,identity_basis,dataset\nalpha,alpha,slug,cmc_daily_2013_2018_delisted:A\nAAA,alpha,symbol_unique,cmc_daily_2013_2020\n",
            ["universe/cmc_full_list_2020_12.csv"] = "name,symbol,slug\nAlpha,AAA,alpha\n",
            ["assets/cmc_active_list_2024_06_11.csv"] = "cmc_id,name,symbol,slug,first_historical_date\n",
            ["live/cmc_page_5min_raw_2017.csv"] = "snapshot_utc,raw_csv_line\n",
            ["ohlcv/cmc_daily_2013_2020.csv"] = "symbol,date,open,high,low,close,volume_usd,market_cap_usd\nAAA,2020-01-02,2,3,1,2,5,100\nAAA,2020-01-01,1,2,1,2,5,100\n",
            ["ohlcv/cmc_daily_2013_2018_delisted.csv"] = "slug,source,date,open,high,low,close,volume_usd,market_cap_usd\nalpha,A,2018-01-02,1,1,1,1,,10\n",
            ["onchain/tvl_snapshot_protocols_2025_12.csv"] = "committed_at_utc,protocol,category,chains\n",
            ["onchain/tvl_protocol_daily.csv"] = "protocol,chain_or_scope,time_utc,tvl_usd\n",
            ["social/btc_social_daily_2014_2021.csv"] = "series,date,value\n",
            ["social/reddit_daily_2012_2018.csv"] = "subreddit,date,posts,comments\n",
            ["coinbase/products_by_snapshot.csv"] = "snapshot_utc,product_id,base,quote\n",
            ["universe/cmc_daily_rank500_2022.csv"] = "cmc_id,name,symbol\n",
            ["universe/cmc_monthly_top200.csv"] = "snapshot_date,name,symbol,price_usd,circulating_supply,volume_24h_usd\n",
            ["live/coingecko_markets_2025_11_03.csv"] = "symbol,name,current_price,total_volume,circulating_supply,timestamp\n",
            ["live/coingecko_top100_daily_2025_2026.csv"] = "snapshot_date,name,symbol,price_usd\n",
            ["ohlcv/cmc_daily_price_2022.csv"] = "cmc_id,date,price_usd\n",
            ["ohlcv/coingecko_daily_2013_2023.csv"] = "coingecko_name,symbol,date,price_usd,total_volume_usd,market_cap_usd\n",
            ["ohlcv/binance_daily_2021_2022.csv"] = "pair,date,open,high,low,close\n",
            ["ohlcv/binance_hourly_close_2021_2025.csv"] = "pair,open_time_utc,close\n",
            ["ohlcv/coinbase_daily_2020_2025.csv"] = "pair,base,date,open,high,low,close\n",
            ["derivatives/funding_daily_2025.csv"] = "market,date,funding_rate\n",
            ["derivatives/funding_hyperliquid_2026.csv"] = "time_utc,base,funding_rate_1h,mark_price\n",
            ["derivatives/funding_lean_sample.csv"] = "market,time_utc,funding_rate\n",
            ["derivatives/open_interest_all_perps_2025_10.csv"] = "market,date,oi_close\n",
            ["derivatives/funding_by_exchange_2020_2023.csv"] = "exchange,symbol,time_utc_inferred,funding_rate\n",
            ["derivatives/open_interest_daily_2021_2025.csv"] = "market,date,oi_close\n",
        };

        private readonly TempFolder folder = new();

        public SmallSource()
        {
            foreach (var (file, text) in Files)
                Write(file, text);
        }

        public string Path => folder.Path;

        public SmallSource With(string file, string old, string replacement)
        {
            Assert.Contains(old, Files[file], StringComparison.Ordinal);
            Write(file, Files[file].Replace(old, replacement, StringComparison.Ordinal));
            return this;
        }

        public void Dispose() => folder.Dispose();

        private void Write(string file, string text)
        {
            var path = System.IO.Path.Combine(Path, file + ".gz");
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
