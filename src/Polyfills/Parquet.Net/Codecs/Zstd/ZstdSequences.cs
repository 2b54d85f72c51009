namespace Parquet.Codecs;

/// <summary>Decodes the sequences of a block: so many literals, then so many bytes from so far back.</summary>
internal sealed class ZstdSequences(int frameStart)
{
    private const int LiteralAccuracy = 9, OffsetAccuracy = 8, MatchAccuracy = 9, MaximumOffsetCode = 31;

    private static readonly int[] LiteralBases =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024,
        2048, 4096, 8192, 16384, 32768, 65536,
    ];

    private static readonly byte[] LiteralBits =
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ];

    private static readonly int[] MatchBases =
    [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
        34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
    ];

    private static readonly byte[] MatchBits =
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ];

    private static readonly FseTable DefaultLiterals = FseTable.Build(
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1], 6);

    private static readonly FseTable DefaultOffsets = FseTable.Build(
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5);

    private static readonly FseTable DefaultMatches = FseTable.Build(
        [
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
        ], 6);

    private FseTable? _literals, _offsets, _matches;
    private int _recent1 = 1, _recent2 = 4, _recent3 = 8;

    public int Decode(ReadOnlySpan<byte> block, ReadOnlySpan<byte> literals, Span<byte> target, int written)
    {
        int count = ReadCount(ref block);
        if (count > 0)
        {
            ReadTables(ref block);
            Execute(new BackwardBits(block), count, ref literals, target, ref written);
        }
        AppendLiterals(ref literals, literals.Length, target, ref written);
        return written;
    }

    private static int ReadCount(ref ReadOnlySpan<byte> block)
    {
        int first = ZstdDecoder.Take(ref block, 1)[0];
        if (first < 128) return first;
        int second = ZstdDecoder.Take(ref block, 1)[0];
        if (first < 255) return (first - 128 << 8) + second;
        return second + (ZstdDecoder.Take(ref block, 1)[0] << 8) + 0x7F00;
    }

    private void ReadTables(ref ReadOnlySpan<byte> block)
    {
        int modes = ZstdDecoder.Take(ref block, 1)[0];
        if ((modes & 3) != 0) throw ZstdDecoder.Corrupt("a reserved bit is set");
        _literals = ReadTable(ref block, modes >> 6 & 3, DefaultLiterals, _literals, LiteralAccuracy, LiteralBases.Length - 1);
        _offsets = ReadTable(ref block, modes >> 4 & 3, DefaultOffsets, _offsets, OffsetAccuracy, MaximumOffsetCode);
        _matches = ReadTable(ref block, modes >> 2 & 3, DefaultMatches, _matches, MatchAccuracy, MatchBases.Length - 1);
    }

    private static FseTable ReadTable(ref ReadOnlySpan<byte> block, int mode, FseTable standard, FseTable? previous, int maximumAccuracy, int maximumSymbol)
    {
        switch (mode)
        {
            case 0: return standard;
            case 1:
                byte symbol = ZstdDecoder.Take(ref block, 1)[0];
                return symbol <= maximumSymbol ? FseTable.Single(symbol) : throw ZstdDecoder.Corrupt("a sequence code is too large");
            case 2:
                FseTable table = FseTable.Read(block, maximumAccuracy, maximumSymbol, out int length);
                block = block[length..];
                return table;
            default: return previous ?? throw ZstdDecoder.Corrupt("a block reuses a table that is not there");
        }
    }

    private void Execute(BackwardBits bits, int count, ref ReadOnlySpan<byte> literals, Span<byte> target, ref int written)
    {
        int literalState = _literals!.Start(ref bits), offsetState = _offsets!.Start(ref bits), matchState = _matches!.Start(ref bits);
        for (int i = 0; i < count; i++)
        {
            int offsetCode = _offsets.Symbol(offsetState), matchCode = _matches.Symbol(matchState), literalCode = _literals.Symbol(literalState);
            ulong offsetValue = (1UL << offsetCode) + bits.Read(offsetCode);
            int match = MatchBases[matchCode] + (int)bits.Read(MatchBits[matchCode]);
            int literal = LiteralBases[literalCode] + (int)bits.Read(LiteralBits[literalCode]);
            AppendLiterals(ref literals, literal, target, ref written);
            AppendMatch(Resolve(offsetValue, literal), match, target, ref written);
            if (i == count - 1) break;
            literalState = _literals.Next(literalState, ref bits);
            matchState = _matches.Next(matchState, ref bits);
            offsetState = _offsets.Next(offsetState, ref bits);
        }
        if (bits.Left != 0) throw ZstdDecoder.Corrupt("sequences do not fill their stream");
    }

    /// <summary>1 to 3 name a recent offset, shifted by one where no literals came before; larger values are new.</summary>
    private long Resolve(ulong value, int literals)
    {
        if (value > 3) return Remember((long)value - 3);
        int index = (int)value - (literals == 0 ? 0 : 1);
        switch (index)
        {
            case 0: return _recent1;
            case 1:
                (_recent1, _recent2) = (_recent2, _recent1);
                return _recent1;
            case 2: return Remember(_recent3);
            default: return Remember(_recent1 - 1);
        }
    }

    private long Remember(long offset)
    {
        if (offset > int.MaxValue) throw ZstdDecoder.Corrupt("a match reaches outside");
        (_recent1, _recent2, _recent3) = ((int)offset, _recent1, _recent2);
        return offset;
    }

    private static void AppendLiterals(ref ReadOnlySpan<byte> literals, int count, Span<byte> target, ref int written)
    {
        if (count > literals.Length || count > target.Length - written) throw ZstdDecoder.Corrupt("literals run past the end");
        literals[..count].CopyTo(target[written..]);
        literals = literals[count..];
        written += count;
    }

    private void AppendMatch(long offset, int length, Span<byte> target, ref int written)
    {
        if (offset <= 0 || offset > written - frameStart || length > target.Length - written) throw ZstdDecoder.Corrupt("a match reaches outside");
        Overlap.Copy(target, written, (int)offset, length);
        written += length;
    }
}
