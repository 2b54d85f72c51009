using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Everything as the rows of one day see it: of each place the value published last at or before the decision, of equal ones the last to come.</summary>
internal sealed class Snapshot
{
    private readonly HashSet<(string Asset, int Day)> members;
    private readonly Dictionary<int, double> marketReturns = [];
    private readonly Dictionary<(string Column, string Asset), double> made = [];

    public Snapshot(Tape tape, int day)
    {
        (Day, Config, members) = (day, tape.Config, [.. tape.Members.Where(member => member.Day <= day)]);
        Assets = [.. Visible(tape, day).Select((values, at) => new Past(tape.Assets[at], day, tape.Config, tape.FirstDay, values))];
        Universe = [.. Assets.Where(asset => IsMember(asset, day) && asset.HasBar(day))];
        Bitcoin = Assets.SingleOrDefault(asset => asset.Asset == Config.BtcAssetId);
    }

    public int Day { get; }

    public FeatureConfig Config { get; }

    /// <summary>Sorted by id.</summary>
    public IReadOnlyList<Past> Assets { get; }

    /// <summary>Members of the day with a valid bar.</summary>
    public IReadOnlyList<Past> Universe { get; }

    public Past? Bitcoin { get; }

    public bool IsMember(Past asset, int day) => members.Contains((asset.Asset, day));

    /// <summary>Return of a day, weighted by the caps of the day before, over the members of the day before.</summary>
    public double MarketReturn(int day)
    {
        if (!marketReturns.TryGetValue(day, out var known))
            marketReturns.Add(day, known = MakeMarketReturn(day));
        return known;
    }

    /// <summary>A column of an asset by its name.</summary>
    public double Of(string column, Past asset)
    {
        if (!made.TryGetValue((column, asset.Asset), out var known))
            made.Add((column, asset.Asset), known = Columns.OfAsset[column](this, asset));
        return known;
    }

    /// <summary>What the members of the day have of something; null: too few have it.</summary>
    public double[]? Across(Func<Past, double> column)
    {
        var values = Known(Universe.Select(column));
        return values.Length < Config.MinCrossSection ? null : values;
    }

    public double Rank(Func<Past, double> column, Past asset) =>
        Universe.Contains(asset) && Has(column(asset)) && Across(column) is { } all ? Plain.Rank(all, column(asset)) : double.NaN;

    private double MakeMarketReturn(int day)
    {
        var there = Assets.Where(asset => IsMember(asset, day - 1) && Has(asset.Simple(day)) && Has(asset.Cap(day - 1))).ToArray();
        return there.Length < Config.MinCrossSection
            ? double.NaN
            : there.Sum(asset => asset.Cap(day - 1) * asset.Simple(day)) / there.Sum(asset => asset.Cap(day - 1));
    }

    private static double[][][] Visible(Tape tape, int day)
    {
        var (values, published) = (Grids(tape, double.NaN), Grids(tape, long.MinValue));
        var places = tape.Assets.Index().ToDictionary(one => one.Item, one => one.Index);
        foreach (var record in tape.Records)
        {
            var (when, asset) = (record.PublishedAt(tape.Config), places[record.Asset]);
            var at = record.Place - tape.FirstDay * (record.Series == Told.Hours ? 24 : 1);
            if (when > Tape.Decision(tape.Config, day) || when < published[asset][record.Series][at])
                continue;
            (published[asset][record.Series][at], values[asset][record.Series][at]) = (when, record.Value);
        }

        return values;
    }

    private static T[][][] Grids<T>(Tape tape, T none) =>
        [.. tape.Assets.Select(_ => Enumerable.Range(0, Told.Hours + 1).Select(series => Grid(tape, series, none)).ToArray())];

    private static T[] Grid<T>(Tape tape, int series, T none)
    {
        var grid = new T[(tape.LastDay - tape.FirstDay + 1) * (series == Told.Hours ? 24 : 1)];
        Array.Fill(grid, none);
        return grid;
    }
}
