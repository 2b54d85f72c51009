using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Something that makes the rows of some days.</summary>
internal delegate Rows RowMaker(Tape tape, int firstDay, int lastDay);

/// <summary>Rows of features, by asset (or market) and day; values in the order of the names in <see cref="Columns"/>.</summary>
internal sealed class Rows
{
    private readonly Dictionary<(string Key, int Day), double[]> values = [];

    /// <summary>UTC ticks of the newest record behind a row, where its maker tells.</summary>
    public Dictionary<(string Key, int Day), long> Published { get; } = [];

    public IEnumerable<(string Key, int Day)> Keys => values.Keys;

    public double[]? this[string key, int day] => values.GetValueOrDefault((key, day));

    public double Value(string key, int day, string column) => values[(key, day)][At(key, column)];

    public void Set(string key, int day, string column, double value) => values[(key, day)][At(key, column)] = value;

    public static int At(string key, string column) => Columns.NamesOf(key).Index().First(name => name.Item == column).Index;

    /// <summary>By the plain definitions.</summary>
    public static Rows ByDefinition(Tape tape, int firstDay, int lastDay) => ByDefinition(tape, Enumerable.Range(firstDay, lastDay - firstDay + 1));

    public static Rows ByDefinition(Tape tape, IEnumerable<int> days)
    {
        var rows = new Rows();
        foreach (var all in days.Select(day => new Snapshot(tape, day)))
        {
            foreach (var asset in all.Assets.Where(asset => asset.HasBar(all.Day)))
                rows.values[(asset.Asset, all.Day)] = [.. Columns.AssetNames.Select(name => all.Of(name, asset))];
            rows.values[(Columns.Market, all.Day)] = [.. Columns.OfMarket.Values.Select(value => value(all))];
        }

        return rows;
    }

    /// <summary>By the engine.</summary>
    public static Rows ByEngine(Tape tape, int firstDay, int lastDay) => ByEngine(new FeatureEngine(tape.Panel()), firstDay, lastDay);

    public static Rows ByEngine(FeatureEngine engine, int firstDay, int lastDay)
    {
        var rows = new Rows();
        engine.Run(firstDay, lastDay, rows.Take);
        return rows;
    }

    public Rows And(Rows more)
    {
        foreach (var (key, row) in more.values)
            values.Add(key, row);
        foreach (var (key, ticks) in more.Published)
            Published.Add(key, ticks);
        return this;
    }

    private void Take(FeatureBlock block)
    {
        for (var day = block.FirstDay; day < block.FirstDay + block.Days; day++)
        {
            foreach (var (asset, at) in block.Assets.Select((asset, at) => (asset.AssetId, at)).Where(one => block.HasRow(one.at, day)))
            {
                values[(asset, day)] = InOrder(Columns.AssetNames, block.AssetColumns, column => block.Column(column, at)[day - block.FirstDay]);
                Published[(asset, day)] = block.PublishedTicks(at, day);
            }

            values[(Columns.Market, day)] = InOrder(Columns.MarketNames, block.MarketColumns, column => block.Market(column)[day - block.FirstDay]);
            Published[(Columns.Market, day)] = block.MarketPublishedTicks(day);
        }
    }

    private static double[] InOrder(IReadOnlyList<string> names, IReadOnlyList<Feature> columns, Func<int, double> value)
    {
        var places = columns.Index().ToDictionary(column => column.Item.Name, column => column.Index);
        return [.. names.Select(name => places.TryGetValue(name, out var at) ? value(at) : throw new InvalidOperationException($"the engine has no {name}"))];
    }
}
