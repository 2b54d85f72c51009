using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoEtl.Core;
using CryptoEtl.Core.Features;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl features list</c>: every feature there is.</summary>
internal static class FeaturesList
{
    private static readonly JsonSerializerOptions Machine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Heads = ["name", "group", "window", "unit", "source", "formula"];

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "All that is known of each, as an array of objects." };
        var markdown = new Option<bool>("--markdown") { Description = "The page that explains them, as docs/features.md has it." };
        var command = new Command("list", "Every feature: what it is called, made of and measured in.") { json, markdown };
        command.SetAction(parsed => Run(parsed.GetValue(json), parsed.GetValue(markdown)));
        return command;
    }

    private static int Run(bool json, bool markdown)
    {
        if (json && markdown)
            throw new BadInputException("--json and --markdown: one of them");
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(FeatureCatalogue.All, Machine));
        else if (markdown)
            Console.Write(FeaturePage.Markdown());
        else
            Write([Heads, .. FeatureCatalogue.All.Select(Cells)]);
        return ExitCodes.Done;
    }

    private static string[] Cells(Feature feature) =>
        [feature.Name, feature.Group.ToString(), feature.Window, feature.Unit, feature.Source.ToString().ToLowerInvariant(), feature.Formula];

    /// <summary>Columns as wide as they need; the last one is open.</summary>
    private static void Write(List<string[]> rows)
    {
        var widths = Heads.Select((_, at) => rows.Max(row => row[at].Length)).ToArray();
        foreach (var row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, at) => at == row.Length - 1 ? cell : cell.PadRight(widths[at]))));
    }
}
