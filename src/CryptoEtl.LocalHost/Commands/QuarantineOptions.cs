using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate.Quarantine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The options that choose rows of the quarantine.</summary>
internal sealed class QuarantineOptions
{
    private readonly Option<string?> table = new("--table") { Description = "Only rows meant for this table, such as bronze_live_market.", HelpName = "TABLE" };
    private readonly Option<string?> rule = new("--rule") { Description = "Only rows that this rule held back, such as LM006.", HelpName = "ID" };
    private readonly Option<string?> asset = new("--asset") { Description = "Only this asset, as the table names it.", HelpName = "ASSET" };
    private readonly Option<string?> batch = new("--batch") { Description = "Only rows of this batch.", HelpName = "ID" };
    private readonly Option<string?> from = LakeOptions.From(), to = LakeOptions.To();

    public void AddTo(Command command)
    {
        foreach (var option in new[] { table, rule, asset, from, to, batch })
            command.Options.Add(option);
    }

    /// <exception cref="BadInputException">There is no such table, or a day is none.</exception>
    public QuarantineFilter Read(ParseResult parsed) => new()
    {
        Table = parsed.GetValue(table) is { } name ? Tables.Named(name).FullName : null,
        Rule = parsed.GetValue(rule),
        Asset = parsed.GetValue(asset),
        Batch = parsed.GetValue(batch),
        From = LakeOptions.Day("--from", parsed.GetValue(from)),
        To = LakeOptions.Day("--to", parsed.GetValue(to)),
    };

    public static Argument<string[]> Ids() => new("id") { Description = "Ids of rows, or their beginnings.", Arity = ArgumentArity.ZeroOrMore };

    public static Option<string> By() => new("--by") { Description = "Who does it.", HelpName = "WHO", Required = true };

    public static Option<string> Reason() => new("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };

    /// <exception cref="BadInputException">The text is empty.</exception>
    public static string Given(string option, string? text) =>
        text?.Trim() is { Length: > 0 } given ? given : throw new BadInputException($"{option} is empty");
}
