using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>Counts what blocks hold.</summary>
internal sealed class CellCount
{
    private bool[] seen = [];

    /// <summary>Of assets and days.</summary>
    public long Rows { get; private set; }

    public long Cells { get; private set; }

    public long Nulls { get; private set; }

    /// <summary>Assets that have a row.</summary>
    public int Assets => seen.Count(has => has);

    public void Add(FeatureBlock block)
    {
        Array.Resize(ref seen, block.Assets.Count);
        for (var asset = 0; asset < block.Assets.Count; asset++)
        {
            var rows = Count(block, asset);
            seen[asset] |= rows > 0;
            Rows += rows;
            Cells += (long)rows * block.AssetColumns.Count;
        }

        for (var column = 0; column < block.MarketColumns.Count; column++)
            Nulls += block.Market(column).Count(double.NaN);
        Cells += (long)block.Days * block.MarketColumns.Count;
    }

    /// <summary>Rows of an asset; its nulls are added up on the way.</summary>
    private int Count(FeatureBlock block, int asset)
    {
        var rows = 0;
        for (var at = 0; at < block.Days; at++)
        {
            if (block.HasRow(asset, block.FirstDay + at))
                rows++;
        }

        if (rows > 0)
        {
            for (var column = 0; column < block.AssetColumns.Count; column++)
                Nulls += block.Column(column, asset).Count(double.NaN) - (block.Days - rows);
        }

        return rows;
    }
}
