using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Membership;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe.Membership;

/// <summary>One vintage of one asset's day.</summary>
/// <param name="Day">Days after <see cref="First"/>.</param>
/// <param name="Late">Minutes from the day's end to when it was available.</param>
internal sealed record Vintage(string Asset, int Day, int Late, double? Cap, double? Volume = 1000, double? Price = 1)
{
    public const int Ready = 35;

    public static readonly DateOnly First = new(2019, 12, 20);
    public static readonly RowOrigin Origin = new(new BatchId("universe", new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)), new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero), null);

    public DateTimeOffset AvailableAt => UniverseRules.EndOf(First.AddDays(Day)).AddMinutes(Late);

    public static Batch Rows(IEnumerable<Vintage> vintages)
    {
        var rows = new BatchBuilder(HistoricalTables.Chart);
        foreach (var one in vintages)
        {
            var end = UniverseRules.EndOf(First.AddDays(one.Day));
            rows.Text("asset_id", one.Asset).Text("grain", "day").Instant("stamp", end).Day("day", First.AddDays(one.Day))
                .Number("price_usd", one.Price).Number("market_cap_usd", one.Cap).Number("volume_24h_usd", one.Volume)
                .Text("revision", one is { Cap: null, Volume: null, Price: null } ? "withdrawn" : "appended")
                .Origin(Origin with { ObservedAt = one.AvailableAt }, end, TimeSpan.FromMinutes(one.Late)).EndRow();
        }

        return rows.Build();
    }

    public static CapHistory History(IEnumerable<Vintage> vintages)
    {
        var history = new CapHistory();
        history.Add(Rows(vintages));
        return history;
    }

    /// <summary>A coin that is told on time, day after day.</summary>
    public static IEnumerable<Vintage> Daily(string asset, int from, int to, double cap) =>
        Enumerable.Range(from, to - from + 1).Select(day => new Vintage(asset, day, Ready, cap));

    /// <summary>The rows as texts without clocks and origin, to compare.</summary>
    public static IReadOnlyList<string> Build(
        UniverseRules rules, CapHistory history, int from, int to, IReadOnlyCollection<string>? before = null, ClassFacts? facts = null) =>
        [.. UniverseMembership.Build(rules, history, facts ?? new(), new(First.AddDays(from), First.AddDays(to), before, true), Origin).SelectMany(Texts)];

    public static IEnumerable<string> Texts(Batch rows) =>
        Enumerable.Range(0, rows.RowCount).Select(row => string.Join('|', rows.Table.Columns.Select(column =>
            rows[column.Name].GetValue(row) switch
            {
                DateTime { Ticks: var ticks } time when ticks % TimeSpan.TicksPerDay == 0 => $"{time:yyyy-MM-dd}",
                DateTime time => $"{time:s}",
                double figure => figure.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                var other => $"{other}",
            })));

    public static ClassFacts Classed(params (string Asset, string Class, int? From)[] facts)
    {
        var rows = new BatchBuilder(UniverseTables.Classification);
        foreach (var (asset, named, from) in facts)
        {
            rows.Text("asset_id", asset).Text("class", named).Text("evidence", "name")
                .Day("valid_from", from is { } day ? First.AddDays(day) : null).Origin(Origin, Origin.ObservedAt, TimeSpan.Zero).EndRow();
        }

        var classed = new ClassFacts();
        classed.Add(rows.Build());
        return classed;
    }

    /// <summary>Few coins over few days with few values, so that ties, holes, restatements and withdrawals are common.</summary>
    public static Gen<Vintage[]> Any =>
        (from asset in Gen.Elements("a", "b", "c", "d", "e", "f", "g")
         from day in Gen.Choose(0, 24)
         from late in Gen.Frequency((6, Gen.Constant(Ready)), (1, Gen.Choose(-60, 70)), (2, Gen.Choose(0, 30_000)))
         from cap in Gen.Frequency((8, Gen.Elements(1d, 2, 3, 5, 8).Select(cap => (double?)cap)), (1, Gen.Constant<double?>(0)), (1, Gen.Constant<double?>(null)))
         from volume in Gen.Elements<double?>(null, 0, 10, 10, 20)
         from isWithdrawn in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
         select isWithdrawn ? new Vintage(asset, day, late, null, null, null) : new(asset, day, late, cap, volume)).ArrayOf(150);
}
