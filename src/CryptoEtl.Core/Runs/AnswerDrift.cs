namespace CryptoEtl.Core.Runs;

/// <summary>What one answer, or several of one endpoint, had otherwise than known.</summary>
public sealed record AnswerDrift(string Endpoint, IReadOnlyList<DriftCount> Drift)
{
    /// <summary>Over all answers of each endpoint; of a field that some answers lack, nothing is missing.</summary>
    public static IReadOnlyList<AnswerDrift> Sum(IEnumerable<AnswerDrift> answers) =>
    [
        .. answers.GroupBy(answer => answer.Endpoint).OrderBy(endpoint => endpoint.Key, StringComparer.Ordinal)
            .Select(endpoint => new AnswerDrift(endpoint.Key, [.. SumOf([.. endpoint])])),
    ];

    private static IEnumerable<DriftCount> SumOf(List<AnswerDrift> answers) => answers
        .SelectMany(answer => answer.Drift)
        .GroupBy(drift => (drift.Field, drift.Kind))
        .Where(same => same.Key.Kind != "missing" || same.Count() == answers.Count)
        .Select(same => same.OrderBy(drift => drift.Example, StringComparer.Ordinal).First() with { Rows = same.Sum(drift => drift.Rows) })
        .OrderBy(drift => drift.Field, StringComparer.Ordinal).ThenBy(drift => drift.Kind, StringComparer.Ordinal);
}
