using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.Revisions.Explain;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl explain</c>: from a cell back to the raw answers.</summary>
internal static class ExplainCommand
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var asset = new Argument<string>("asset") { Description = "As the table names it, such as bitcoin. Tables of the whole market take any word, such as -." };
        var date = new Argument<string>("date") { Description = "UTC day the row is about, such as 2024-01-31." };
        var column = new Argument<string>("column") { Description = "The column, such as price_usd." };
        var (table, knownAt, lake, json) = (LakeOptions.Table(), LakeOptions.KnownAt(), CommonOptions.Lake(), CommonOptions.Json());
        knownAt.Description = "Explain the value that we knew then; what was told since is listed as later.";
        var command = new Command("explain", "Walk from a cell back to the raw answers: every value told, commit, verdict, request, hash.")
        {
            table, asset, date, column, knownAt, lake, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var definition = Tables.Named(parsed.GetValue(table)!);
            var day = LakeOptions.Day("date", parsed.GetValue(date))!.Value;
            var explainer = new CellExplainer(LakeOptions.Open(parsed.GetValue(lake)), LakeOptions.Moment("--known-at", parsed.GetValue(knownAt)));
            var explained = await explainer.ExplainAsync(definition, parsed.GetValue(asset)!, day, parsed.GetValue(column)!, cancellation);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(explained, Machine));
            else
                ExplainReport.Write(explained, Console.Out);
            return ExitCodes.Done;
        });
        return command;
    }
}
