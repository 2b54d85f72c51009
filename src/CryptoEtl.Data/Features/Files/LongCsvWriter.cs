using System.Globalization;
using System.IO.Compression;
using System.Text;
using CryptoEtl.Core.Features;
using CryptoEtl.Data.Revisions.Export;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A line per value that is not null: <c>asset_id,date,feature,value</c>, by day, asset and place in the catalogue.</summary>
/// <remarks>Numbers have 17 significant digits: they read back as the same double.</remarks>
internal sealed class LongCsvWriter : IFeatureWriter
{
    private const int LongestNumber = 32, FlushAt = 1 << 16;

    private readonly ChosenColumns chosen;
    private readonly NewFile file;
    private readonly Stream output;
    private readonly byte[][] assets;
    private readonly byte[] market = Encoding.UTF8.GetBytes($"{Observed.Market},");
    private byte[] buffer = new byte[2 * FlushAt];
    private int length;

    public LongCsvWriter(string path, FeaturePanel panel, ChosenColumns chosen)
    {
        this.chosen = chosen;
        assets = [.. panel.Assets.Select(asset => Encoding.UTF8.GetBytes(CsvCells.Quoted(asset.AssetId) + ","))];
        file = new(path);
        output = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true) : file.Stream;
        Append("asset_id,date,feature,value\n"u8);
    }

    public void Write(FeatureBlock block)
    {
        var columns = InOrder(block.AssetColumns, chosen.Asset);
        var markets = InOrder(block.MarketColumns, chosen.Market);
        for (var at = 0; at < block.Days; at++)
        {
            var day = Encoding.UTF8.GetBytes(DateOnly.FromDayNumber(block.FirstDay + at).ToString("yyyy-MM-dd,", CultureInfo.InvariantCulture));
            for (var asset = 0; asset < assets.Length; asset++)
            {
                if (!block.HasRow(asset, block.FirstDay + at))
                    continue;
                foreach (var (column, name) in columns)
                    Line(assets[asset], day, name, block.Column(column, asset)[at]);
            }

            foreach (var (column, name) in markets)
                Line(market, day, name, block.Market(column)[at]);
        }
    }

    public void Commit()
    {
        Flush();
        if (output != file.Stream)
            output.Dispose();
        file.Commit();
    }

    /// <summary>What is still to be compressed is dropped with the file.</summary>
    public void Dispose() => file.Dispose();

    private static (int Column, byte[] Name)[] InOrder(IReadOnlyList<Feature> block, IReadOnlyList<Feature> chosen) =>
        [.. ChosenColumns.In(block, chosen).Zip(chosen, (place, feature) => (place, Encoding.UTF8.GetBytes(feature.Name + ",")))];

    private void Line(ReadOnlySpan<byte> asset, ReadOnlySpan<byte> day, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsNaN(value))
            return;
        Append(asset);
        Append(day);
        Append(name);
        Room(LongestNumber);
        value.TryFormat(buffer.AsSpan(length), out var written, "G17", CultureInfo.InvariantCulture);
        length += written;
        buffer[length++] = (byte)'\n';
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        Room(text.Length);
        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    private void Room(int bytes)
    {
        if (length > FlushAt)
            Flush();
        if (buffer.Length - length < bytes + 1)
            Array.Resize(ref buffer, length + bytes + FlushAt);
    }

    private void Flush()
    {
        output.Write(buffer.AsSpan(0, length));
        length = 0;
    }
}
