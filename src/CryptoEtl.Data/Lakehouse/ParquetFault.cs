using Parquet;

namespace CryptoEtl.Data.Lakehouse;

/// <summary>What is wrong with a Parquet file, told with the file's name.</summary>
internal static class ParquetFault
{
    /// <exception cref="LakeException">The file is broken, or uses a feature that is not supported. The message names both.</exception>
    public static async Task<T> ToldAsync<T>(string file, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception fault) when (fault is ParquetException or NotSupportedException)
        {
            throw new LakeException($"{file}: {fault.Message}", fault);
        }
    }
}
