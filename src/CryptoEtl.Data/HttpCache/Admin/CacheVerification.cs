using System.Text.Json.Serialization;
using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache.Admin;

/// <summary>What a check found.</summary>
/// <param name="Bytes">Compressed, all that was read.</param>
/// <param name="IsRepaired">What was broken is removed.</param>
public sealed record CacheCheck(int Entries, int Bodies, long Bytes, IReadOnlyList<BrokenFile> Broken, bool IsRepaired);

/// <summary>A file that does not hold what it should.</summary>
/// <param name="Why">In words.</param>
public sealed record BrokenFile(string File, string Why)
{
    /// <summary>Of the entry file; null: a body is broken.</summary>
    [JsonIgnore]
    internal string? Hash { get; init; }

    /// <summary>Of the body that an entry names in vain; null: the file itself is broken.</summary>
    [JsonIgnore]
    internal string? Sha256 { get; init; }

    [JsonIgnore]
    internal bool IsWhollyBroken => Sha256 is null;
}

/// <summary>Reads every file once and compares it with what names it.</summary>
internal static class CacheVerification
{
    public static async Task<CacheCheck> RunAsync(DiskSurvey survey, CancellationToken cancellation)
    {
        List<BrokenFile> broken = [];
        var whole = new HashSet<string>();
        foreach (var body in survey.Bodies)
        {
            if (await ProblemAsync(body, cancellation) is { } why)
                broken.Add(new(body.File, why));
            else
                whole.Add(body.Sha256);
        }

        broken.AddRange(survey.Entries.SelectMany(entry => ProblemsOf(entry, whole)));
        return new(survey.Entries.Count, survey.Bodies.Count, survey.Bytes, broken, IsRepaired: false);
    }

    private static IEnumerable<BrokenFile> ProblemsOf(SurveyedEntry entry, HashSet<string> whole)
    {
        if (entry.Document is not { } document)
            return [new(entry.File, "its content does not match its own hash or its name") { Hash = entry.Hash }];
        return document.Generations
            .Where(generation => !whole.Contains(generation.Sha256))
            .Select(generation => new BrokenFile(entry.File, $"names the body {generation.Sha256}, which is missing or broken")
            {
                Hash = entry.Hash,
                Sha256 = generation.Sha256,
            });
    }

    /// <summary>One that another process evicts meanwhile is no problem.</summary>
    private static async Task<string?> ProblemAsync(SurveyedBody body, CancellationToken cancellation)
    {
        try
        {
            return await PackedBody.ProblemAsync(body.File, body.Sha256, bytes: null, cancellation);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
