using System.Runtime.InteropServices;

namespace CryptoEtl.Core.Features.Series;

/// <summary>Histories as bytes, for what is put aside between two steps of a run.</summary>
public static class HistoryBytes
{
    /// <param name="onlyMarket">Only what other assets look at: closes and caps, or whole bars where some came late.</param>
    public static void Write(BinaryWriter writer, AssetHistory history, bool onlyMarket)
    {
        writer.Write(history.AssetId);
        writer.Write(history.FirstDay);
        writer.Write(history.Days);
        writer.Write(MemoryMarshal.AsBytes(history.Published));
        for (var series = 0; series <= AssetHistory.Hours; series++)
        {
            var values = !onlyMarket || IsOfMarket(history, series) ? history.OnTime(series) : null;
            writer.Write(values?.Length ?? -1);
            writer.Write(MemoryMarshal.AsBytes<double>(values));
        }

        var late = onlyMarket ? Array.FindAll(history.Late, value => value.Series <= (int)Field.MarketCap) : history.Late;
        writer.Write(late.Length);
        writer.Write(MemoryMarshal.AsBytes<LateValue>(late));
    }

    public static AssetHistory Read(BinaryReader reader)
    {
        var (assetId, firstDay, days) = (reader.ReadString(), reader.ReadInt32(), reader.ReadInt32());
        var published = Fill(reader, new long[days]);
        var onTime = new double[]?[AssetHistory.Hours + 1];
        for (var series = 0; series < onTime.Length; series++)
            onTime[series] = reader.ReadInt32() is >= 0 and var length ? Fill(reader, new double[length]) : null;
        return new(assetId, firstDay, days, onTime, Fill(reader, new LateValue[reader.ReadInt32()]), published, isClean: true);
    }

    private static bool IsOfMarket(AssetHistory history, int series) =>
        history.HasLateBars ? series <= (int)Field.MarketCap : series is (int)Field.Close or (int)Field.MarketCap;

    private static T[] Fill<T>(BinaryReader reader, T[] values)
        where T : unmanaged
    {
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
