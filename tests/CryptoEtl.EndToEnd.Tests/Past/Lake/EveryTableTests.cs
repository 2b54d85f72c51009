using System.Globalization;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>Every table of the catalogue after runs of all pipelines: DuckDB and our reader count and add up the same.</summary>
public sealed class EveryTableTests(EveryTableTests.FullLake full) : IClassFixture<EveryTableTests.FullLake>
{
    /// <summary>Tables that these runs leave without a row, and why. None does.</summary>
    private static readonly Dictionary<string, string> Empty = [];

    public static TheoryData<string> All => new(Tables.All.Select(table => table.FullName));

    [SkippableTheory]
    [MemberData(nameof(All))]
    public async Task DuckDB_and_our_reader_agree(string name)
    {
        var (table, seen) = (Tables.Named(name), await full.SeenAsync());
        if (Empty.ContainsKey(name))
        {
            Assert.True(!seen.TryGetValue(table.Folder, out var none) || none.Rows == 0, $"{name} has rows by now");
            return;
        }

        var (expected, actual) = (seen[table.Folder], await SumsAsync(table));
        Assert.InRange(expected.Rows, 1, long.MaxValue);
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.Equal(expected.Columns.Keys.Order(StringComparer.Ordinal), actual.Columns.Keys.Order(StringComparer.Ordinal));
        Assert.All(actual.Columns, column =>
        {
            Assert.Equal((column.Key, expected.Columns[column.Key].Nulls), (column.Key, column.Value.Nulls));
            AssertSame(table.Columns.Single(known => known.Name == column.Key), expected.Columns[column.Key].Sum, column.Value.Sum);
        });
    }

    private static void AssertSame(Column column, string expected, string actual)
    {
        if (column.Type != ColumnType.Number)
            Assert.Equal((column.Name, expected), (column.Name, actual));
        else
            Assert.Equal(Number(expected), Number(actual), (1e-9 * Math.Abs(Number(expected))) + 1e-13);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private async Task<SummedTable> SumsAsync(TableDefinition table)
    {
        var lake = new Lake(new FolderStorage(full.Lake), TimeProvider.System);
        var snapshot = await lake.Table(table).SnapshotAsync();
        var parts = new List<Batch>();
        await foreach (var rows in lake.Table(table).ReadFilesAsync(snapshot!))
            parts.Add(rows);
        var all = Batch.Concat(table, parts);
        return new(all.RowCount, table.Columns.ToDictionary(column => column.Name, column => Sum(column, all[column.Name])));
    }

    private static SummedColumn Sum(Column definition, Array column) => column switch
    {
        string?[] texts => new(texts.Count(text => text is null), Whole(texts.Sum(text => text is null ? 0L : Encoding.UTF8.GetByteCount(text)))),
        double?[] numbers => new(numbers.Count(number => number is null), Exact(numbers).ToString("R", CultureInfo.InvariantCulture)),
        long?[] integers => new(integers.Count(integer => integer is null), Whole(integers.Aggregate((Int128)0, (sum, integer) => sum + (integer ?? 0)))),
        bool?[] flags => new(flags.Count(flag => flag is null), Whole(flags.Count(flag => flag == true))),
        DateTime?[] times => new(times.Count(time => time is null), Whole(times.OfType<DateTime>().Aggregate((Int128)0, (sum, time) =>
            sum + ((time - DateTime.UnixEpoch).Ticks / (definition.Type == ColumnType.Day ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMicrosecond))))),
        _ => throw new NotSupportedException(column.GetType().Name),
    };

    private static string Whole(Int128 sum) => sum.ToString(CultureInfo.InvariantCulture);

    /// <summary>Neumaier's sum: what is small is not lost beside what is large.</summary>
    private static double Exact(double?[] numbers)
    {
        var (sum, lost) = (0.0, 0.0);
        foreach (var number in numbers.OfType<double>())
        {
            var next = sum + number;
            lost += Math.Abs(sum) >= Math.Abs(number) ? sum - next + number : number - next + sum;
            sum = next;
        }

        return sum + lost;
    }

    /// <summary>All pipelines, some of them after days without a run and with fields that a source added.</summary>
    public sealed class FullLake : IAsyncLifetime
    {
        private readonly SyntheticMarket market = new();
        private Dictionary<string, SummedTable>? seen;

        public string Lake { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await market.InitializeAsync();
            Lake = market.NewLake();
            await RunAsync("coinbase", "2024-02-20T12:00:00Z", "");
            await RunAsync("universe", "2024-03-01T11:50:00Z", "");
            await RunAsync("historical", "2024-03-01T11:55:00Z", "", "--hourly", "--from", "2024-02-25");
            await RunAsync("coinbase", SyntheticMarket.Now, "&faults=drift");
            await RunAsync("derivatives", SyntheticMarket.Now, "");
            await RunAsync("live", SyntheticMarket.Now, "");
            await RunAsync("gate", "2024-03-01T12:30:00Z", "");
            await RunAsync("features", "2024-03-01T12:40:00Z", "");
            await RefuseAsync("live", "2024-03-01T12:01:00Z");
            await DoAsync(
                "gate", "override", "--table", "bronze_live_market", "--batch", "live-20240301T120100Z", "--reason", "looked at", "--by", "ada",
                "--expires", "2024-03-02T00:00:00Z", "--now", SyntheticMarket.Now);
            await DoAsync("quarantine", "discard", "--all", "--by", "ada", "--reason", "seen");
        }

        public Task DisposeAsync() => market.DisposeAsync();

        /// <summary>What DuckDB sees; one reading for all tests, which run one after another.</summary>
        internal async Task<Dictionary<string, SummedTable>> SeenAsync() => seen ??= await DuckDb.SumLakeAsync(Lake);

        private Task RunAsync(string pipeline, string now, string faults, params string[] more) => RunAsync(0, pipeline, now, faults, maxLoss: null, more);

        /// <summary>The made market has defects: with no loss allowed they refuse the batch.</summary>
        private Task RefuseAsync(string pipeline, string now) => RunAsync(3, pipeline, now, "", maxLoss: "0");

        private async Task RunAsync(int exitCode, string pipeline, string now, string faults, string? maxLoss, params string[] more)
        {
            var settings = new Dictionary<string, string?>(PastDays.Settings) { ["LIVE_LINKS"] = "0", ["GATE_MAX_LOSS"] = maxLoss };
            var run = await Etl.RunAsync(settings,
                ["run", pipeline, "--upstream", $"sim:{market.Tape}?rate=1000000&lunarcrush-rate=1000000{faults}", "--now", now, "--lake", Lake, .. more]);
            Assert.True(run.ExitCode == exitCode, run.ToString());
        }

        private async Task DoAsync(params string[] command)
        {
            var done = await Etl.RunAsync([.. command, "--lake", Lake]);
            Assert.True(done.ExitCode == 0, done.ToString());
        }
    }
}
