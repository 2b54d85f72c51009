using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoEtl.Core;
using CryptoEtl.Functions.Features.Proof;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl features prove</c>: proof on the user's own lake that no row looks ahead.</summary>
internal static class FeaturesProve
{
    private static readonly JsonSerializerOptions Machine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var points = new Option<int>("--points") { Description = "How many days at random, and how many at most of each kind of event.", HelpName = "N", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Which days: the same seed takes the same ones.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var (from, to, lake, json) = (LakeOptions.From(), LakeOptions.To(), CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("prove", "Prove on a lake that no row of features looks ahead, and that stored rows are what they should be; docs/features-pipeline.md. Exit 3: one does.")
        {
            points, seed, from, to, lake, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(lake),
            new(parsed.GetValue(points), parsed.GetValue(seed), LakeOptions.Day("--from", parsed.GetValue(from)), LakeOptions.Day("--to", parsed.GetValue(to))),
            parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? lake, ProofRequest request, bool json, CancellationToken cancellation)
    {
        if (request.Points < 1)
            throw new BadInputException($"--points is {request.Points}; at least 1");
        if (request.From > request.To)
            throw new BadInputException($"--from {request.From:yyyy-MM-dd} lies after --to {request.To:yyyy-MM-dd}");
        var (place, config) = LakeOptions.OpenWithFeatures(lake);
        var certificate = await new FeatureProof(place, config).RunAsync(request, Show, cancellation);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(certificate, Machine));
        else
            FeaturesProveReport.Write(certificate, Console.Out);
        return certificate.IsProven ? ExitCodes.Done : ExitCodes.GateHalted;
    }

    /// <summary>Ten lines at most.</summary>
    private static void Show(int done, int days)
    {
        if (done == days || done % Math.Max(1, days / 10) == 0)
            Console.Error.WriteLine($"features prove: {done} of {days} days");
    }
}
