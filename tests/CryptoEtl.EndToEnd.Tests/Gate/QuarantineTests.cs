using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests.Gate;

/// <summary>A market with declared defects: what the gate holds back is looked at, fixed, replayed and discarded with the real command line.</summary>
public sealed class QuarantineTests(QuarantineTests.HeldLake held) : IClassFixture<QuarantineTests.HeldLake>
{
    private static readonly string[] Who = ["--by", "ada", "--reason", "the exchange says so"];

    [Fact]
    public async Task A_row_goes_from_the_list_to_bronze()
    {
        var lake = held.Copy();
        var row = (await ListAsync(lake, "--rule", "LM004"))[0];
        var id = row.GetProperty("id").GetString()!;
        var shown = await EtlAsync(lake, "show", id[..10]);
        Assert.Matches($@"(?s){id}: open, bronze_live_market.*raw +[0-9a-f]{{64}}: whole.*coingecko /coins/markets.*LM004 +price_usd=.*right when price_usd is above 0.*ath_usd", shown);

        Assert.Contains("it would be held back again", await EtlAsync(lake, ["fix", id, "--set", "price_usd=-2", .. Who]), StringComparison.Ordinal);
        Assert.Contains("it passes", await EtlAsync(lake, ["fix", id, "--set", "price_usd=10,market_cap_usd=,low_24h_usd=9,high_24h_usd=11", .. Who]), StringComparison.Ordinal);
        Assert.Contains("nothing was written", await EtlAsync(lake, ["replay", id, "--dry-run", .. Who]), StringComparison.Ordinal);

        var replayed = await EtlAsync(lake, ["replay", id, .. Who]);
        Assert.Contains("1 rows = 1 passed + 0 held back", replayed, StringComparison.Ordinal);
        Assert.Contains("stays as it was published", replayed, StringComparison.Ordinal);
        var again = await EtlAsync(lake, ["replay", id, .. Who]);
        Assert.Contains($"{id} is replayed; nothing to do", again, StringComparison.Ordinal);

        var asset = row.GetProperty("key").GetString()!.Split('|')[1];
        var file = Path.Combine(Path.GetDirectoryName(lake)!, "market.csv");
        Assert.Equal(0, (await Etl.RunAsync("export", "bronze_live_market", "--assets", asset, "--out", file, "--lake", lake)).ExitCode);
        var lines = (await File.ReadAllLinesAsync(file)).Skip(1).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Single(lines, line => line.Contains("live~q", StringComparison.Ordinal));
        var rebuilt = await Etl.RunAsync("rebuild", "bronze_live_market", "--check", "--lake", lake);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.ToString());
        Assert.DoesNotContain(await ListAsync(lake), other => other.GetProperty("id").GetString() == id);
        Assert.Matches(@"(?s)fix by ada.*replay by ada: the exchange says so -> passed, live~q[0-9a-f]{8}-", await EtlAsync(lake, "show", id));
    }

    [Fact]
    public async Task What_is_discarded_is_not_listed_and_not_lost()
    {
        var lake = held.Copy();
        var rows = await ListAsync(lake, "--rule", "LM003");
        Assert.NotEmpty(rows);
        Assert.Contains($"{rows.Count} rows discarded", await EtlAsync(lake, ["discard", "--rule", "LM003", .. Who]), StringComparison.Ordinal);
        Assert.Empty(await ListAsync(lake, "--rule", "LM003"));
        Assert.Equal(rows.Count, (await ListAsync(lake, "--rule", "LM003", "--state", "discarded")).Count);
    }

    /// <summary>Alone it would pass; among the rows it came with it is still the second of its key.</summary>
    [Fact]
    public async Task A_row_that_stands_there_already_stays_where_it_is()
    {
        var lake = held.Copy();
        var replayed = await EtlAsync(lake, ["replay", "--rule", "LM003", .. Who]);
        Assert.Contains("0 passed", replayed, StringComparison.Ordinal);
        Assert.NotEmpty(await ListAsync(lake, "--rule", "LM003"));
    }

    [Fact]
    public async Task Another_contract_is_tried_on_the_past()
    {
        var lake = held.Copy();
        var open = (await ListAsync(lake, "--rule", "LM004")).Count;
        var tried = JsonDocument.Parse(await EtlAsync(lake, "what-if", "--table", "bronze_live_market", "--max-loss", "0.001", "--drop-rule", "LM004", "--json")).RootElement;
        Assert.Equal(1, tried.GetProperty("flips").GetInt32());
        Assert.InRange(tried.GetProperty("newlyPassed").GetInt32(), 1, open);
        Assert.Equal("halt", tried.GetProperty("batches")[0].GetProperty("then").GetString());
    }

    [Theory]
    [InlineData("no row in quarantine has the id 'zz'", "show", "zz")]
    [InlineData("no table 'bronze_nothing'", "list", "--table", "bronze_nothing")]
    [InlineData("--from is 'monday'", "list", "--from", "monday")]
    [InlineData("name the rows", "replay", "--by", "ada", "--reason", "x")]
    [InlineData("--by is empty", "replay", "--all", "--by", " ", "--reason", "x")]
    [InlineData("'--by' is required", "discard", "--all", "--reason", "x")]
    [InlineData("what-if changes nothing", "what-if", "--table", "bronze_live_market")]
    [InlineData("no rule 'LM999'", "what-if", "--table", "bronze_live_market", "--drop-rule", "LM999")]
    [InlineData("has no contract", "what-if", "--table", "silver_live", "--max-loss", "0.1")]
    public async Task Bad_input_is_refused_by_name(string why, params string[] arguments)
    {
        var refused = await Etl.RunAsync(["quarantine", .. arguments, "--lake", held.Lake]);
        Assert.True(refused.ExitCode == 2, refused.ToString());
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> ListAsync(string lake, params string[] filter) =>
        [.. JsonDocument.Parse(await EtlAsync(lake, ["list", "--json", .. filter])).RootElement.GetProperty("list").EnumerateArray()];

    private static async Task<string> EtlAsync(string lake, params string[] arguments)
    {
        var run = await Etl.RunAsync(["quarantine", .. arguments, "--lake", lake]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }

    /// <summary>One live run over the day of the defects.</summary>
    public sealed class HeldLake : IAsyncLifetime
    {
        private readonly SyntheticMarket market = new();

        public string Lake { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await market.InitializeAsync();
            Lake = market.NewLake();
            var run = await Etl.RunAsync(HealthyLake.Settings(), "run", "live", "--upstream", $"sim:{market.Tape}", "--now", SyntheticMarket.Now, "--lake", Lake);
            Assert.True(run.ExitCode == 0, run.ToString());
        }

        public Task DisposeAsync() => market.DisposeAsync();

        public string Copy()
        {
            var copy = market.NewLake();
            foreach (var file in Directory.EnumerateFiles(Lake, "*", SearchOption.AllDirectories).Where(file => !file.Contains("_engine", StringComparison.Ordinal)))
            {
                var to = Path.Combine(copy, Path.GetRelativePath(Lake, file));
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }

            return copy;
        }
    }
}
