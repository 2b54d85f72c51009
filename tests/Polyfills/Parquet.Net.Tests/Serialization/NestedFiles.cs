using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Parquet.Net.Tests.Corpus;
using Parquet.Serialization;

namespace Parquet.Net.Tests.Serialization;

/// <summary>Reads nested files of other writers and shows their rows as JSON, to be compared with what DuckDB reads.</summary>
internal static class NestedFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static async Task<IList<T>> ReadAsync<T>(string file, ParquetSerializerOptions? options = null)
        where T : class, new()
    {
        Skip.If(CorpusFolder.IsMissing, CorpusFolder.Missing);
        return await ParquetSerializer.DeserializeAsync<T>(CorpusFolder.PathOf("refuse", file), options).WaitAsync(Patience);
    }

    public static async Task<string[]> RowsAsync<T>(string file)
        where T : class, new() => [.. (await ReadAsync<T>(file)).Select(Json)];

    /// <summary>Reads a file into a type that is known only when the test runs.</summary>
    public static Task ReadAsync(byte[] file, Type type) =>
        (Task)typeof(NestedFiles).GetMethod(nameof(ReadBytesAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [file])!;

    private static Task<IList<T>> ReadBytesAsync<T>(byte[] file)
        where T : class, new() => ParquetSerializer.DeserializeAsync<T>(new MemoryStream(file));

    public static string Json<T>(T row) => JsonSerializer.Serialize(row, Plain);
}
