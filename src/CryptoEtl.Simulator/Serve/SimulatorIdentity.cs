using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoEtl.Simulator.Serve;

/// <summary>What a simulator answers depends on its tape, its faults and its plan, not on its port: a cache that knows this name can use answers again.</summary>
internal static class SimulatorIdentity
{
    /// <summary>Such as <c>sim-3f2a…</c>: the same for the same tape, faults and plan.</summary>
    public static string Of(SimulatorOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(options.TapeDirectory).Order(StringComparer.Ordinal))
            Add(hash, file);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{options.Faults}\n{options.ProtocolPadding}")));
        if (options.Plan != SimulatedPlan.Full)
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{options.Plan}"));
        return $"sim-{Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";
    }

    private static void Add(IncrementalHash hash, string file)
    {
        hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\n"));
        using var content = File.OpenRead(file);
        hash.AppendData(SHA256.HashData(content));
    }
}
