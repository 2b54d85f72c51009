using CryptoEtl.Data.HttpCache.Disk;

namespace CryptoEtl.Data.HttpCache.Admin;

/// <summary>What a cache folder holds.</summary>
/// <param name="Requests">Different ones.</param>
/// <param name="Answers">Of all moments.</param>
/// <param name="Bytes">Compressed, entries included.</param>
/// <param name="BrokenEntries">Entry files that cannot be read; <c>etl cache verify</c> names them.</param>
public sealed record CacheStats(
    string Folder, int Requests, int Answers, int Bodies, long Bytes, int BrokenEntries, IReadOnlyList<EndpointStats> Endpoints)
{
    internal static CacheStats Of(string folder, DiskSurvey survey)
    {
        var bodies = survey.Bodies.ToDictionary(body => body.Sha256);
        var documents = survey.Entries.Select(entry => entry.Document).OfType<EntryDocument>().ToList();
        var endpoints = documents
            .GroupBy(document => (document.Key.Source, Path: EndpointPaths.PatternOf(document.Key)))
            .Select(group => EndpointStats.Of(group.Key.Source, group.Key.Path, group, bodies))
            .OrderBy(endpoint => endpoint.Source, StringComparer.Ordinal)
            .ThenBy(endpoint => endpoint.Path, StringComparer.Ordinal);
        return new(
            folder, documents.Count, documents.Sum(document => document.Generations.Count), survey.Bodies.Count, survey.Bytes,
            survey.Entries.Count - documents.Count, [.. endpoints]);
    }
}

/// <summary>What is held of an endpoint.</summary>
/// <param name="Path">As in the catalogue of endpoints, such as <c>coins/{id}/ohlc</c>.</param>
/// <param name="Bytes">Of its bodies, compressed; a body that two answers share counts once.</param>
/// <param name="Oldest">When the oldest answer was received, by the clock of the data.</param>
/// <param name="LastUsedAt">When a body was last written or read, in real time; null: none is there.</param>
public sealed record EndpointStats(
    string Source, string Path, int Requests, int Answers, long Bytes, DateTimeOffset Oldest, DateTimeOffset Newest, DateTimeOffset? LastUsedAt)
{
    internal static EndpointStats Of(
        string source, string path, IEnumerable<EntryDocument> documents, Dictionary<string, SurveyedBody> bodies)
    {
        var requests = documents.ToList();
        var answers = requests.SelectMany(document => document.Generations).ToList();
        var held = answers.Select(answer => answer.Sha256).Distinct().Select(bodies.GetValueOrDefault).OfType<SurveyedBody>().ToList();
        return new(
            source, path, requests.Count, answers.Count, held.Sum(body => body.Bytes),
            answers.Min(answer => answer.ReceivedAt), answers.Max(answer => answer.ReceivedAt),
            held.Count == 0 ? null : held.Max(body => body.UsedAt));
    }
}
