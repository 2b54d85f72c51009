using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.Functions.Features.Proof;

/// <summary>The rows of one day, as the tables would have them.</summary>
internal sealed record DayRows(int Day, Batch Assets, Batch Market)
{
    private static readonly RowOrigin Nobody = new(new BatchId("features", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch, RawSha256: null);

    public static DayRows Of(FeaturePanel panel, int day, CancellationToken cancellation)
    {
        DayRows? made = null;
        new FeatureEngine(panel).Run(day, day, block => made = Of(block, day), cancellation);
        return made!;
    }

    /// <summary>Some days in one run.</summary>
    /// <param name="days">Ascending.</param>
    public static IReadOnlyList<DayRows> Of(FeaturePanel panel, IReadOnlyList<int> days, CancellationToken cancellation)
    {
        var made = new List<DayRows>();
        new FeatureEngine(panel).Run(
            days[0], days[^1], block => made.AddRange(days.Where(day => day >= block.FirstDay && day < block.FirstDay + block.Days).Select(day => Of(block, day))), cancellation);
        return made;
    }

    private static DayRows Of(FeatureBlock block, int day)
    {
        var rows = new FeatureRows(block.Panel.Config, Nobody);
        return new(day, rows.Assets(block, day), rows.Market(block, day));
    }
}
