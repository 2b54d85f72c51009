using CryptoEtl.Core;

namespace CryptoEtl.Data.Features.Files;

/// <summary>The hourly file: a close per asset and hour, taken as published at the usual time after the hour.</summary>
internal static class HourlyFile
{
    private const int Close = 2;

    private static readonly FileColumns Columns = new(["asset_id", "timestamp", "close"], 3, IsHourly: true);

    /// <exception cref="BadInputException">A row cannot be read, or does not ascend.</exception>
    public static void Read(string path, Observed observed, NullCounts nulls, CancellationToken cancellation)
    {
        using var rows = FeatureRows.Open(path, Columns);
        observed.StartFile();
        while (rows.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            var asset = observed.Of(rows);
            var hour = Ascent.Step(asset, rows);
            if (rows.Number(Close) is var close && !double.IsNaN(close))
                asset.History.AddHour(hour, close);
            if (close <= 0)
                nulls.CountHour();
        }
    }
}
