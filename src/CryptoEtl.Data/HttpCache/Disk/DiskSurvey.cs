namespace CryptoEtl.Data.HttpCache.Disk;

/// <summary>A body on disk.</summary>
/// <param name="Bytes">Compressed.</param>
/// <param name="UsedAt">When it was last written or read.</param>
internal sealed record SurveyedBody(string Sha256, string File, long Bytes, DateTimeOffset UsedAt);

/// <summary>An entry file. <c>Document</c> null: broken.</summary>
internal sealed record SurveyedEntry(string Hash, string File, long Bytes, EntryDocument? Document);

/// <summary>All that lies in a cache folder at a moment.</summary>
internal sealed record DiskSurvey(IReadOnlyList<SurveyedBody> Bodies, IReadOnlyList<SurveyedEntry> Entries)
{
    public long Bytes => Bodies.Sum(body => body.Bytes) + Entries.Sum(entry => entry.Bytes);

    public static async Task<DiskSurvey> TakeAsync(CacheFolder folder, CancellationToken cancellation)
    {
        List<SurveyedEntry> entries = [];
        foreach (var file in Files(folder.Entries, "*.json"))
        {
            if (await DurableFile.ReadAsync(file.FullName, cancellation) is { } bytes)
                entries.Add(EntryOf(file, bytes));
        }

        return new([.. Files(folder.Bodies, "*.gz").Select(BodyOf).OfType<SurveyedBody>()], entries);
    }

    /// <summary>An entry in a file of another's name is as broken as one that cannot be read.</summary>
    private static SurveyedEntry EntryOf(FileInfo file, byte[] bytes)
    {
        var hash = Path.GetFileNameWithoutExtension(file.Name);
        var document = EntryDocument.Parse(bytes);
        return new(hash, file.FullName, bytes.Length, document?.Key.Hash == hash ? document : null);
    }

    /// <returns>Null: evicted by another while we looked.</returns>
    private static SurveyedBody? BodyOf(FileInfo file)
    {
        try
        {
            return new(Path.GetFileNameWithoutExtension(file.Name), file.FullName, file.Length, file.LastWriteTimeUtc);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<FileInfo> Files(string root, string pattern) =>
        Directory.Exists(root) ? new DirectoryInfo(root).EnumerateFiles(pattern, SearchOption.AllDirectories) : [];
}
