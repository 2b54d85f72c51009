using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>A .csv or .tsv file, plain or .gz: its opening, its header and its end.</summary>
internal static class DelimitedFile
{
    public static DelimitedRecords Open(string path)
    {
        var file = File.OpenRead(path);
        var name = IsCompressed(path) ? path[..^3] : path;
        Stream bytes = IsCompressed(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
        return new(bytes, name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? (byte)'\t' : (byte)',');
    }

    /// <exception cref="BadInputException">There is no line, or it is no text.</exception>
    public static List<string> Headers(string path, DelimitedRecords records)
    {
        if (!Next(path, records))
            throw new BadInputException($"{path}: the file is empty; a header line is needed");
        var headers = new List<string>();
        for (var field = 0; field < records.FieldCount; field++)
            headers.Add(Encoding.UTF8.GetString(records.Field(field)).Trim('\uFEFF', ' ', '\t'));
        if (records.IsMalformed || headers.Exists(header => header.Contains('\0') || header.Contains('\uFFFD')))
            throw new BadInputException($"{path}:1: the header cannot be read as UTF-8 text: '{records.Start()}'");
        return headers;
    }

    /// <exception cref="BadInputException">The compressed file is damaged.</exception>
    public static bool Next(string path, DelimitedRecords records)
    {
        try
        {
            return records.Next();
        }
        catch (InvalidDataException damaged)
        {
            throw new BadInputException(records.Line == 0 ? $"{path}: {damaged.Message}" : $"{path}: after line {records.Line}: {damaged.Message}", damaged);
        }
    }

    /// <summary>The stream does not tell that its end is missing; the length at the end of a whole file does. More than that is a file of several members.</summary>
    /// <exception cref="BadInputException">The end is missing.</exception>
    public static void RequireWhole(string path, DelimitedRecords records)
    {
        if (!IsCompressed(path))
            return;
        using var file = File.OpenRead(path);
        Span<byte> length = stackalloc byte[4];
        file.Seek(-Math.Min(4, file.Length), SeekOrigin.End);
        if (file.ReadAtLeast(length, 4, throwOnEndOfStream: false) < 4 || BinaryPrimitives.ReadUInt32LittleEndian(length) > (ulong)records.BytesRead)
            throw new BadInputException($"{path}: the file is cut short after line {records.Line}");
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
}
