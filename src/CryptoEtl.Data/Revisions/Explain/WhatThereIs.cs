using CryptoEtl.Core;
using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Says what a table has where it does not have what was asked for.</summary>
internal static class WhatThereIs
{
    private const int Examples = 8;

    public static async Task<string> SayAsync(RowSearch search, TableDefinition table, string asset, DateOnly day, CancellationToken cancellation)
    {
        var start = $"{table.FullName} has no row of '{asset}' on {day:yyyy-MM-dd}";
        var name = RowNames.AssetOf(table)?.Name;
        if (name is not null && await search.VintagesAsync(table, new() { Assets = new HashSet<string> { asset } }, cancellation) is { RowCount: > 0 } ofAsset)
            return $"{start}; of '{asset}' there are days {Days(ofAsset)}";

        var ofDay = await search.VintagesAsync(table, new() { From = day, To = day }, cancellation);
        if (name is null || ofDay.RowCount == 0)
            return $"{start}; {(await search.VintagesAsync(table, new(), cancellation) is { RowCount: > 0 } all ? $"there are days {Days(all)}" : "the table has no rows")}";

        var names = Enumerable.Range(0, ofDay.RowCount).Select(row => CellText.Of(ofDay, name, row)).OfType<string>().Distinct().ToList();
        return $"{start}; by {name} there are {string.Join(", ", names.Take(Examples))}{(names.Count > Examples ? $" and {names.Count - Examples} more" : "")}";
    }

    private static string Days(Batch rows)
    {
        var days = rows.Instants(RowNames.DayOf(rows.Table).Name).OfType<DateTime>().Select(DateOnly.FromDateTime).Distinct().Order().ToList();
        return days.Count == 0 ? "none" : days.Count == 1 ? $"{days[0]:yyyy-MM-dd}" : $"{days[0]:yyyy-MM-dd} to {days[^1]:yyyy-MM-dd}";
    }
}
