using System.Diagnostics;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>A lake that saw <c>universe</c> on eleven days and <c>historical</c> on some of them, while the sources changed their mind; and one that saw the first days in one run.</summary>
public sealed class PastDays : IAsyncLifetime
{
    /// <summary>Few members, so that the last places are fought for; LunarCrush's limit would pace the runs over minutes.</summary>
    internal static readonly Dictionary<string, string?> Settings = new() { ["UNIVERSE_TOP"] = "25", ["LUNARCRUSH_CALLS_PER_MINUTE"] = "100000" };

    /// <summary>The days of the runs; each decides the day before.</summary>
    internal const int First = 12, Last = 22;

    /// <summary>Days on which all is asked for again: the first time nothing has changed, the second time three values have.</summary>
    internal const int RefreshedInVain = 15, Refreshed = 20;

    /// <summary>The day of the last run before anything changed.</summary>
    internal const int Unchanged = 18;

    private static readonly int[] HistoricalDays = [First, RefreshedInVain, Unchanged, Refreshed, Last];

    private const string Prefix = "cryptoetl-past-";

    /// <summary>Made by whoever asks first, and only read by all. A test host is ended without a word, so the next one clears away.</summary>
    private static readonly Lazy<Task<Made>> Once = new(MakeAsync);

    private readonly string folder = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
    private Made made = null!;
    private int places;

    internal ChangedTape Tape => made.Tape;

    /// <summary>Day by day.</summary>
    internal string Lake => made.Lake;

    /// <summary>One run of each pipeline on the day <see cref="Unchanged"/>.</summary>
    internal string AtOnce => made.AtOnce;

    public async Task InitializeAsync() => made = await Once.Value;

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private static async Task<Made> MakeAsync()
    {
        ClearAway();
        var days = new PastDays();
        var tape = await ChangedTape.MakeAsync(Directory.CreateDirectory(days.NewFolder("tapes")).FullName);
        days.made = new(tape, days.NewLake(), days.NewLake());
        for (var day = First; day <= Last; day++)
            await days.RunDayAsync(days.Lake, day);
        await days.RunAsync(days.AtOnce, "universe", Unchanged);
        await days.RunAsync(days.AtOnce, "historical", Unchanged);
        return days.made;
    }

    /// <summary>Folders of test hosts that are gone.</summary>
    private static void ClearAway()
    {
        var alive = Process.GetProcesses().Select(process => $"{process.Id}").ToHashSet();
        foreach (var old in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*-*").Where(path => !alive.Contains(Path.GetFileName(path)[Prefix.Length..].Split('-')[0])))
            Clear(old);

        static void Clear(string old)
        {
            try
            {
                Directory.Delete(old, recursive: true);
            }
            catch (IOException)
            {
                // Another host clears the same folder at this moment.
            }
        }
    }

    internal string NewLake() => Path.Combine(NewFolder("place"), "lake");

    internal string NewFolder(string name) => Path.Combine(folder, $"{name}{Interlocked.Increment(ref places)}");

    /// <summary>Right after the decision of the day before; exchanges have not told that day's volume yet.</summary>
    internal static string Moment(int day) => $"2024-03-{day}T01:05:00Z";

    /// <summary>What is run on a day.</summary>
    internal async Task RunDayAsync(string lake, int day, IReadOnlyDictionary<string, string?>? settings = null)
    {
        string[] more = day is RefreshedInVain or Refreshed ? ["--refresh"] : [];
        await RunAsync(lake, "universe", day, settings, more);
        if (HistoricalDays.Contains(day))
            await RunAsync(lake, "historical", day, settings, more);
    }

    internal async Task RunAsync(string lake, string pipeline, int day, IReadOnlyDictionary<string, string?>? settings = null, params string[] more)
    {
        var run = await TryAsync(lake, pipeline, day, "", settings, more);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    internal Task<EtlResult> TryAsync(string lake, string pipeline, int day, string faults, IReadOnlyDictionary<string, string?>? settings = null, params string[] more)
    {
        var tape = day >= Refreshed ? Tape.After : Tape.Before;
        return Etl.RunAsync(settings ?? Settings,
            ["run", pipeline, "--upstream", $"sim:{tape}?rate=1000000&lunarcrush-rate=1000000{faults}", "--now", Moment(day), "--lake", lake, .. more]);
    }

    /// <summary>A copy of <see cref="Lake"/>.</summary>
    internal string Copy()
    {
        var copy = NewLake();
        foreach (var file in Directory.EnumerateFiles(Lake, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Lake, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    /// <summary>The live rows of a table, for DuckDB: nothing was compacted, so every file is live.</summary>
    internal static string Rows(string lake, string table) => $"read_parquet('{lake}/{table}/*/*.parquet', hive_partitioning = true)";

    private sealed record Made(ChangedTape Tape, string Lake, string AtOnce);
}

/// <summary>Classes that would rather run one after another; the others take <see cref="PastDays"/> as a class fixture.</summary>
[CollectionDefinition(Name)]
public sealed class PastDaysCollection : ICollectionFixture<PastDays>
{
    public const string Name = "past days";
}
