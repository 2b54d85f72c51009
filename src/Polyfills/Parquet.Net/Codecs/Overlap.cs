namespace Parquet.Codecs;

/// <summary>Copies earlier output to later output, where the two may overlap and then repeat.</summary>
internal static class Overlap
{
    /// <summary>Offset and length have been checked by the caller.</summary>
    public static void Copy(Span<byte> target, int written, int offset, int length)
    {
        Span<byte> to = target.Slice(written, length);
        int from = written - offset;
        if (offset == 1)
        {
            to.Fill(target[from]);
            return;
        }
        // What is copied doubles the pattern, so each round can move twice as much.
        for (int done = 0; done < length;)
        {
            int piece = Math.Min(length - done, offset + done);
            target.Slice(from, piece).CopyTo(to[done..]);
            done += piece;
        }
    }
}
