using CryptoEtl.Core;
using CryptoEtl.Core.Planning;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Whose volume it is.</summary>
internal sealed record DexSubject(string Scope, string Chain, string? Id, string? Slug, string? Name, string? Parent, string? Chains)
{
    /// <summary>All exchanges together, of all chains or of one.</summary>
    public static DexSubject All(Reading reading) => new("all", ChainOf(reading), null, null, null, null, null);

    public static DexSubject Protocol(JsonRow row, Reading reading) => new(
        "protocol", ChainOf(reading), row.Label("defillamaId") ?? row.Label("id"),
        row.Text("slug") ?? (IsSummary(reading) ? reading.Segment(2) : null),
        row.Text("name") ?? row.Text("displayName") ?? row.Text("module"), row.Text("parentProtocol"), row.Texts("chains"));

    public BatchBuilder Add(BatchBuilder rows, string measure) => rows
        .Text("scope", Scope).Text("measure", measure).Text("chain", Chain).Text("protocol_id", Id).Text("slug", Slug)
        .Text("name", Name).Text("parent_protocol", Parent).Text("chains", Chains);

    private static string ChainOf(Reading reading) => IsSummary(reading) ? "all" : reading.Segment(2) ?? "all";

    private static bool IsSummary(Reading reading) => reading.Request.Endpoint == Endpoints.DexSummary;
}
