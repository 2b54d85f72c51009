using CryptoEtl.Core;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>A file, read a chunk at a time from its start.</summary>
internal interface IFileChunks : IDisposable
{
    ColumnMap Map { get; }

    /// <exception cref="BadInputException">The file is damaged.</exception>
    IEnumerable<FileChunk> Read();
}

/// <summary>Opens files by their endings.</summary>
internal static class FileChunks
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".tsv", ".tsv.gz", ".parquet"];

    /// <exception cref="BadInputException">No such file, another ending, or nothing that can be read.</exception>
    public static IFileChunks Open(CheckOptions options)
    {
        if (!File.Exists(options.Path))
            throw new BadInputException($"{options.Path}: there is no such file");
        if (!Endings.Any(ending => options.Path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            throw new BadInputException($"{options.Path}: the name must end in {string.Join(", ", Endings)}");
        return options.Path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? ParquetChunks.Open(options) : DelimitedChunks.Open(options);
    }
}
