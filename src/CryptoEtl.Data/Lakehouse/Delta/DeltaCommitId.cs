using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Data.Lakehouse.Delta;

/// <summary>Names one attempt to commit. When the answer to its put is lost, the commit that is there is ours if it carries this id.</summary>
internal static class DeltaCommitId
{
    private static long count;

    /// <summary>No other attempt of any process has the same.</summary>
    public static string Next(string transaction, IEnumerable<string> paths, DateTimeOffset now)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Interlocked.Increment(ref count)}/{now.UtcTicks}/")
            .Append(transaction).AppendJoin('\n', paths);
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16)).ToString();
    }
}
