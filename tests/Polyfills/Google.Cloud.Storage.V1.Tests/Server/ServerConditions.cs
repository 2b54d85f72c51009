using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>The preconditions in a request's address.</summary>
internal static class ServerConditions
{
    /// <summary>0 if all hold, else the status: 304 for a read of what is not wanted anew, 412 for everything else.</summary>
    internal static int Status(IQueryCollection query, StoredObject? current, bool read = false, string prefix = "if")
    {
        long generation = current?.Generation ?? 0;
        long metageneration = current?.Metageneration ?? 0;
        if (Fails(query, prefix + "GenerationMatch", generation) || Fails(query, prefix + "MetagenerationMatch", metageneration)) return 412;
        if (Hits(query, prefix + "GenerationNotMatch", generation) || Hits(query, prefix + "MetagenerationNotMatch", metageneration)) return read ? 304 : 412;
        return 0;
    }

    internal static long? Number(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var value) ? long.Parse(value.ToString(), CultureInfo.InvariantCulture) : null;

    private static bool Fails(IQueryCollection query, string name, long actual) => Number(query, name) is { } wanted && wanted != actual;

    private static bool Hits(IQueryCollection query, string name, long actual) => Number(query, name) == actual;
}
