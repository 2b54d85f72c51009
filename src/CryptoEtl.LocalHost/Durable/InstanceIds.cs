namespace CryptoEtl.LocalHost.Durable;

/// <summary>What an instance id may look like: the rules of the Functions host.</summary>
internal static class InstanceIds
{
    private const int Longest = 256;

    /// <exception cref="ArgumentException">It is no such id.</exception>
    public static string Check(string id)
    {
        if (id.Length is 0 or > Longest)
            throw new ArgumentException($"An instance id has 1 to {Longest} characters; this one has {id.Length}.", nameof(id));
        if (id[0] == '@' || id.AsSpan().ContainsAny("/\\#?") || id.Any(char.IsControl))
            throw new ArgumentException($"The instance id '{id}' begins with @, or contains / \\ # ? or a control character.", nameof(id));
        return id;
    }
}
