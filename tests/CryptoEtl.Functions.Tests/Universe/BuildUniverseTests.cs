using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Runs;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Membership;
using CryptoEtl.Functions.Series;
using CryptoEtl.Functions.Tests.Series;
using CryptoEtl.Functions.Universe;
using Microsoft.Extensions.Configuration;
using static CryptoEtl.Functions.Tests.Series.RecordedLake;

namespace CryptoEtl.Functions.Tests.Universe;

/// <summary>The universe of a small market, built day by day and at once.</summary>
public sealed class BuildUniverseTests
{
    private const int Days = 12;

    /// <summary>Coins that rise, fall, come late, die and leave holes.</summary>
    private static readonly (string Asset, Func<int, double?> Price)[] Market =
    [
        ("rising", day => 1 + day),
        ("falling", day => 20 - day),
        ("steady", _ => 7.5),
        ("late", day => day < 5 ? null : 30),
        ("dying", day => day > 6 ? null : 40),
        ("holed", day => day is 3 or 4 or 8 ? null : 11),
    ];

    [Fact]
    public async Task Day_by_day_gives_the_rows_of_all_at_once()
    {
        using var slow = new RecordedLake();
        using var quick = new RecordedLake();
        for (var day = 1; day <= Days; day++)
        {
            await LandAsync(slow, day);
            await BuildAsync(slow, day, RunScope.Whole);
            await LandAsync(quick, day);
        }

        await BuildAsync(quick, Days, RunScope.Whole);

        var (incremental, full) = (await RowsAsync(slow, Days), await RowsAsync(quick, Days));
        Assert.Equal(full, incremental);
        Assert.True(full.Count > 3 * (Days - 1), $"{full.Count} rows");
        Assert.Contains(full, row => row.Contains("|left|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_that_was_decided_is_not_decided_again_but_on_refresh_and_then_alike()
    {
        using var lake = new RecordedLake();
        for (var day = 1; day <= Days; day++)
            await LandAsync(lake, day);

        Assert.NotEmpty((await BuildAsync(lake, Days, RunScope.Whole)).Parts);
        Assert.DoesNotContain((await BuildAsync(lake, Days, RunScope.Whole)).Parts, part => part.Table == UniverseTables.Silver.FullName);
        Assert.DoesNotContain((await BuildAsync(lake, Days, new(Refresh: true))).Parts, part => part.Table == UniverseTables.Silver.FullName);
    }

    [Fact]
    public async Task A_cap_that_was_withdrawn_is_not_known_from_then_on()
    {
        using var lake = new RecordedLake();
        await lake.LandAsync(BatchOf("universe", 3), (Chart("bitcoin", 0, 2), ChartBody((0, 1), (1, 2), (2, 3)), 200));
        await lake.LandAsync(BatchOf("universe", 4), (Chart("bitcoin", 0, 3), ChartBody((0, 1), (1, 2)), 200));

        await BuildAsync(lake, 6, RunScope.Whole);

        var rows = await lake.ReadAsync(UniverseTables.Silver, BatchOf("universe", 6));
        var capDays = rows.Instants("day").Zip(rows.Instants("cap_day")).ToDictionary(row => NumberOf(row.First)!.Value, row => NumberOf(row.Second));
        Assert.Equal((2, 2, 1), (capDays[2], capDays[3], capDays[4]));
    }

    private static int? NumberOf(DateTime? day) => day is { } instant ? DateOnly.FromDateTime(instant).DayNumber - First.DayNumber : null;

    [Fact]
    public async Task Without_the_inactive_list_every_row_and_the_notes_say_so()
    {
        using var lake = new RecordedLake();
        await LandAsync(lake, 3);

        var built = await BuildAsync(lake, 3, RunScope.Whole, isFree: false);

        Assert.Contains(built.Notes, note => note.StartsWith("NOT SURVIVORSHIP-BIAS-FREE", StringComparison.Ordinal));
        Assert.All((await lake.ReadAsync(UniverseTables.Silver, BatchOf("universe", 3))).Flags("is_survivorship_free"), Assert.False);
    }

    [Fact]
    public async Task Without_any_chart_there_is_no_universe_and_a_note()
    {
        using var lake = new RecordedLake();
        var built = await BuildAsync(lake, 3, RunScope.Whole);
        Assert.Empty(built.Parts);
        Assert.Contains("no market cap is known", Assert.Single(built.Notes), StringComparison.Ordinal);
    }

    /// <summary>The chart of the day before, of every coin that has one then.</summary>
    private static Task LandAsync(RecordedLake lake, int day) => lake.LandAsync(
        BatchOf("universe", day),
        [.. Market.Where(coin => coin.Price(day - 1) is not null).Select(coin => (Chart(coin.Asset, day - 1, day - 1), ChartBody((day - 1, coin.Price(day - 1)!.Value)), 200))]);

    private static async Task<PromotedSeries> BuildAsync(RecordedLake lake, int day, RunScope past, bool isFree = true)
    {
        var batch = BatchOf("universe", day);
        var built = await new BuildUniverse(lake.Lake, SettingsOf()).RunAsync(new(batch, batch.Slot, past, isFree), default);
        foreach (var part in built.Parts)
            await lake.CommitAsync(batch, part.Table, part.Part);
        return built;
    }

    private static string Cell(object? value) => value is DateTime instant
        ? instant.ToString("O", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static EtlSettings SettingsOf() =>
        EtlSettings.From(new ConfigurationBuilder().Build()) with { Universe = new UniverseRules { Top = 3 } };

    private static async Task<List<string>> RowsAsync(RecordedLake lake, int days)
    {
        var parts = new List<Batch>();
        for (var day = 1; day <= days; day++)
            parts.Add(await lake.Lake.Table(UniverseTables.Silver).ReadAsync(BatchOf("universe", day)));
        var rows = Ledger.Newest(Batch.Concat(UniverseTables.Silver, parts), withWithdrawn: true);
        string[] own = [Tables.BatchId, Tables.ObservedAt, Tables.EventDate];
        return
        [
            .. Enumerable.Range(0, rows.RowCount)
                .Select(row => string.Join('|', UniverseTables.Silver.Columns.Where(column => !own.Contains(column.Name)).Select(column => Cell(rows[column.Name].GetValue(row)))))
                .Order(StringComparer.Ordinal),
        ];
    }
}
