using CryptoEtl.Core;

namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>Where things lie in a cache folder.</summary>
internal sealed class CacheFolder
{
    private const string Format = "CryptoEtl HTTP cache, format 1\n";

    private CacheFolder(string root) => Root = root;

    public string Root { get; }

    public string Bodies => Path.Combine(Root, "bodies");

    public string Entries => Path.Combine(Root, "entries");

    public string Leases => Path.Combine(Root, "leases");

    public string Locks => Path.Combine(Root, "locks");

    public string Temporary => Path.Combine(Root, "tmp");

    private string Mark => Path.Combine(Root, "CACHE");

    /// <summary>A folder to write to; made when it is not there.</summary>
    /// <exception cref="BadInputException">It holds something else.</exception>
    public static CacheFolder Open(string path)
    {
        var folder = new CacheFolder(Path.GetFullPath(path));
        if (Directory.Exists(folder.Root) && !File.Exists(folder.Mark) && Directory.EnumerateFileSystemEntries(folder.Root).Any())
            folder.RefuseUnlessStarting();
        foreach (var part in new[] { folder.Locks, folder.Bodies, folder.Entries, folder.Leases, folder.Temporary })
            Directory.CreateDirectory(part);
        if (!File.Exists(folder.Mark))
            File.WriteAllText(folder.Mark, Format);
        return folder;
    }

    /// <summary>A folder to look at. Nothing is made.</summary>
    public static CacheFolder Look(string path) => new(Path.GetFullPath(path));

    /// <summary>A folder that must be a cache already.</summary>
    /// <exception cref="BadInputException">It is not there, or is no cache.</exception>
    public static CacheFolder OpenExisting(string path) => File.Exists(Look(path).Mark)
        ? Open(path)
        : throw new BadInputException($"{Path.GetFullPath(path)} is not a cache: it has no file CACHE");

    public string BodyOf(string sha256) => Path.Combine(Bodies, sha256[..2], $"{sha256}.gz");

    public string EntryOf(string hash) => Path.Combine(Entries, hash[..2], $"{hash}.json");

    public string LeaseOf(string hash) => Path.Combine(Leases, $"{hash}.json");

    /// <summary>Another process may be half-way through making it: its first folder is there, its mark is not.</summary>
    private void RefuseUnlessStarting()
    {
        if (!Directory.Exists(Locks))
            throw new BadInputException($"{Root} is not empty and not a cache: choose another folder");
    }
}
