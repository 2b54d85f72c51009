using CryptoEtl.Core;
using CryptoEtl.Core.Universe.Bias;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl universe bias</c>.</summary>
internal static class UniverseBias
{
    /// <param name="Picture">Where to draw it. Null: nowhere.</param>
    public sealed record Question(DateOnly From, DateOnly To, Rebalancing Rebalancing, string? Picture);

    public static async Task<int> RunAsync(UniverseLake lake, Question question, TextWriter output, CancellationToken cancellation)
    {
        var panel = new ClosePanel(question.From, question.To);
        await foreach (var rows in lake.ChartAsync(cancellation))
            panel.Add(rows);
        panel.RemoveSpikes();
        var members = Holdings.OfMembers(await lake.MembershipAsync(cancellation).ToListAsync(cancellation), panel);
        if (members.AssetsOn(panel.Days - 1).IsEmpty)
            throw new BadInputException($"the universe has no members on {question.To:yyyy-MM-dd}");

        var report = BiasReport.Of(members, panel, question.Rebalancing);
        output.Write(report.ToText());
        output.WriteLine($"{panel.Assets} assets, {panel.Days} days; {panel.Spikes} prices left out that were off by more than ten times for a day or three");
        if (question.Picture is { } file)
            await File.WriteAllTextAsync(file, BiasPlot.Draw(report), cancellation);
        return ExitCodes.Done;
    }
}
