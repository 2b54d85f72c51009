using System.Globalization;
using System.Text;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>A <c>/protocol/{slug}</c> answer as large as wished, made while it is read: chains with series, and tokens by day around them.</summary>
internal sealed class GrownProtocol : Stream
{
    public const int Chains = 30;
    public const int Days = 2_000;
    private const long FirstDay = 1_500_000_000 / 86_400 * 86_400;

    private readonly IEnumerator<byte[]> pieces;
    private readonly byte[] tokens = [(byte)',', .. Encoding.UTF8.GetBytes(
        "{\"date\":1500000000,\"tokens\":{" + string.Join(',', Enumerable.Range(0, 400).Select(token => $"\"TOKEN-{token}\":{token}.123456789")) + "}}")];

    private ReadOnlyMemory<byte> piece;

    /// <param name="least">Bytes at least.</param>
    public GrownProtocol(long least) => pieces = Pieces(least).GetEnumerator();

    public long Served { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => Served; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (piece.IsEmpty)
        {
            if (!pieces.MoveNext())
                return 0;
            piece = pieces.Current;
        }

        var read = Math.Min(count, piece.Length);
        piece.Span[..read].CopyTo(buffer.AsSpan(offset));
        piece = piece[read..];
        Served += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        pieces.Dispose();
        base.Dispose(disposing);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Point(int day, int chain) => Text(string.Create(
        CultureInfo.InvariantCulture, $"{(day == 0 ? "" : ",")}{{\"date\":{FirstDay + (day * 86_400L)},\"totalLiquidityUSD\":{chain + 1}{day:0000}.25}}"));

    private IEnumerable<byte[]> Pieces(long least)
    {
        yield return Text("{\"id\":\"1\",\"name\":\"Grown\",\"chainTvls\":{");
        for (var chain = 0; chain < Chains; chain++)
        {
            yield return Text($"{(chain == 0 ? "" : ",")}\"Chain {chain}\":{{\"tvl\":[");
            for (var day = 0; day < Days; day++)
                yield return Point(day, chain);
            yield return Text("],\"tokensInUsd\":[");
            yield return tokens[1..];
            while (Served < least / Chains * (chain + 1))
                yield return tokens;
            yield return Text("]}");
        }

        yield return Text("},\"tvl\":[");
        for (var day = 0; day < Days; day++)
            yield return Point(day, Chains);
        yield return Text("]}");
    }
}
