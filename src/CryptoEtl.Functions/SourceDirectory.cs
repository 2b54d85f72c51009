using CryptoEtl.Data.Sources;

namespace CryptoEtl.Functions;

/// <summary>The sources, by name.</summary>
public sealed class SourceDirectory(IReadOnlyList<SourceClient> clients)
{
    public SourceClient this[string name] => clients.Single(client => client.Name == name);
}
