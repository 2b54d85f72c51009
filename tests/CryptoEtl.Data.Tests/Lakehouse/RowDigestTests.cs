using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse.Maintenance;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>The digest by which a compacted file is judged.</summary>
public sealed class RowDigestTests
{
    [Fact]
    public void The_order_and_the_cut_of_rows_do_not_matter()
    {
        var rows = Rows(("a", 1, 1.5), ("b", null, null), ("b", null, null), (null, 3, -0.5));
        Assert.True(Of(rows).Equals(Of(rows.Take([3, 1, 0, 2]))));
        Assert.True(Of(rows).Equals(Of(rows.Take([2, 0]), rows.Take([3, 1]))));
        Assert.Equal(4, Of(rows).Rows);
    }

    public static TheoryData<string> Changes => ["lost", "doubled", "other text", "other number", "null for a value", "moved to another column", "swapped between rows"];

    [Theory, MemberData(nameof(Changes))]
    public void Every_change_shows(string change)
    {
        var before = Rows(("a", 1, 1.5), ("b", 2, 2.5));
        var after = change switch
        {
            "lost" => before.Take([0]),
            "doubled" => before.Take([0, 0]),
            "other text" => Rows(("a", 1, 1.5), ("c", 2, 2.5)),
            "other number" => Rows(("a", 1, 1.5), ("b", 2, double.BitIncrement(2.5))),
            "null for a value" => Rows(("a", 1, 1.5), ("b", null, 2.5)),
            "moved to another column" => Rows(("a", 1, 1.5), ("b", null, 2)),
            _ => Rows(("a", 2, 1.5), ("b", 1, 2.5)),
        };
        Assert.False(Of(before).Equals(Of(after)));
    }

    private static RowDigest Of(params Batch[] parts)
    {
        var digest = new RowDigest();
        foreach (var part in parts)
            digest.Add(part);
        return digest;
    }

    private static Batch Rows(params (string? Asset, long? Rank, double? Share)[] rows)
    {
        var built = new BatchBuilder(LiveTables.AssetFeatures);
        foreach (var (asset, rank, share) in rows)
            built.Text("asset_id", asset).Integer("rank", rank).Number("market_cap_share", share).EndRow();
        return built.Build();
    }
}
