using CryptoEtl.Core;
using CryptoEtl.Core.Universe.Identity;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl universe who</c>.</summary>
internal static class UniverseWho
{
    /// <param name="By">symbol, name or contract.</param>
    public sealed record Question(string By, string Value, DateTimeOffset At);

    public static async Task<int> RunAsync(UniverseLake lake, Question question, ResolveOptions options, TextWriter output, CancellationToken cancellation)
    {
        var rows = await lake.IdentityAsync(cancellation).ToListAsync(cancellation);
        var resolver = SymbolResolver.FromRows(rows);
        var answer = question.By switch
        {
            IdentityKind.Name => resolver.ResolveName(question.Value, question.At, options),
            IdentityKind.Contract => resolver.ResolveContract(question.Value, question.At, options),
            _ => resolver.Resolve(question.Value, question.At, options),
        };
        if (answer is not Resolved found)
            return Refuse((Refused)answer, question, output);
        output.WriteLine(found.IsAssumed ? $"{found.AssetId} (assumed: first seen later)" : found.AssetId);
        foreach (var fact in resolver.FactsOf(found.AssetId))
            Write(fact, output);
        return ExitCodes.Done;
    }

    private static int Refuse(Refused refused, Question question, TextWriter output)
    {
        output.WriteLine($"{refused.Reason}: {question.By} '{question.Value}' at {question.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}");
        foreach (var fact in refused.Candidates)
            Write(fact, output);
        return ExitCodes.Usage;
    }

    private static void Write(IdentityFact fact, TextWriter output) =>
        output.WriteLine($"  {fact.AssetId,-36} {fact.Kind,-14} {fact.Value,-30} {fact.From:yyyy-MM-dd HH:mm} .. {fact.To?.ToString("yyyy-MM-dd HH:mm") ?? "",-16}  {fact.Evidence}");
}
