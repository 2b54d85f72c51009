using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Sources;

/// <summary>Takes the tokens of an answer, one after the other.</summary>
internal interface IJsonTokens
{
    void Take(ref Utf8JsonReader json);
}

/// <summary>Reads an answer token by token. Memory is a buffer, whatever the answer's length.</summary>
internal static class JsonTokens
{
    private const int BufferSize = 1 << 16;

    /// <summary>A text longer than this is no text of a source.</summary>
    private const int LongestToken = 16 << 20;

    /// <exception cref="UpstreamException">It is no JSON, or cut off. The message names the place.</exception>
    public static async Task ReadAsync(Stream body, IJsonTokens tokens, Reading reading, CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(body, new(bufferSize: BufferSize, leaveOpen: true));
        try
        {
            var state = default(JsonReaderState);
            while (true)
            {
                var piece = await pipe.ReadAsync(cancellation);
                var consumed = Take(piece.Buffer, piece.IsCompleted, ref state, tokens);
                if (piece.IsCompleted)
                    return;
                if (piece.Buffer.Slice(consumed).Length > LongestToken)
                    throw new UpstreamException($"{reading.What}: a text of more than {LongestToken} bytes");
                pipe.AdvanceTo(consumed, piece.Buffer.End);
            }
        }
        catch (JsonException malformed)
        {
            throw JsonRows.Malformed(reading, malformed);
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static SequencePosition Take(ReadOnlySequence<byte> piece, bool isLast, ref JsonReaderState state, IJsonTokens tokens)
    {
        var json = new Utf8JsonReader(piece, isLast, state);
        while (json.Read())
            tokens.Take(ref json);
        state = json.CurrentState;
        return json.Position;
    }
}
