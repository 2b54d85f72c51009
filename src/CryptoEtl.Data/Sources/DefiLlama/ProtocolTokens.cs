using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.Historical;
using CryptoEtl.Data.Sources.Drift;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Finds the TVL series in the tokens of <c>/protocol/{slug}</c>.</summary>
/// <remarks>
/// Depths: 0 the answer, 1 its fields, of which <c>tvl</c> is a series; 2 the keys of <c>chainTvls</c>; 3 their fields, of which <c>tvl</c> is
/// a series. What is not on the way to a series is passed over: its tokens are read, and nothing is made of them.
/// </remarks>
internal sealed class ProtocolTokens(Reading reading) : IJsonTokens
{
    /// <summary>Nothing is passed over.</summary>
    private const int Nothing = int.MaxValue;

    private readonly BatchBuilder rows = new(HistoricalTables.ProtocolTvl);
    private readonly LockedPoints series = new();
    private readonly FieldCensus? top = reading.Drift.At("");
    private readonly FieldCensus? scopes = reading.Drift.At("chainTvls{}");
    private readonly string? slug = reading.Segment(1);
    private ProtocolPoint? point;
    private string scope = "all";
    private bool hasSeries;
    private int passing = Nothing;

    /// <exception cref="UpstreamException">There was no series at all: this is another answer.</exception>
    public Batch Build() => hasSeries ? rows.Build() : throw new UpstreamException($"{reading.What}: the answer has no 'tvl'");

    public void Take(ref Utf8JsonReader json)
    {
        if (json.CurrentDepth > passing)
            return;
        if (passing != Nothing)
            Pass(ref json);
        else if (point is not null)
            TakePoint(ref json, point);
        else if (json.TokenType == JsonTokenType.PropertyName)
            TakeField(ref json);
        else
            TakeValue(ref json);
    }

    /// <summary>The value that is passed over ends with its last bracket, or is a single token.</summary>
    private void Pass(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            passing = Nothing;
    }

    private void TakeField(ref Utf8JsonReader json)
    {
        if (json.CurrentDepth == 1)
            TakeTopField(ref json);
        else if (json.CurrentDepth == 2)
            scope = json.GetString()!;
        else
            TakeScopeField(ref json);
    }

    private void TakeTopField(ref Utf8JsonReader json)
    {
        top?.Count(ref json);
        if (json.ValueTextEquals("tvl"u8))
            Begin("all", depth: 1);
        else if (!json.ValueTextEquals("chainTvls"u8))
            passing = 1;
    }

    private void TakeScopeField(ref Utf8JsonReader json)
    {
        scopes?.Count(ref json);
        if (json.ValueTextEquals("tvl"u8))
            Begin(scope, depth: 3);
        else
            passing = 3;
    }

    private void Begin(string name, int depth)
    {
        (scope, hasSeries) = (name, true);
        point = new(depth, reading, $"{name}.tvl");
    }

    private void TakeValue(ref Utf8JsonReader json)
    {
        if (json.CurrentDepth == 0 && json.TokenType == JsonTokenType.StartObject)
            top?.CountRow();
        else if (json.CurrentDepth == 0 && json.TokenType != JsonTokenType.EndObject)
            throw new UpstreamException($"{reading.What}: the answer is no object");
        else if (json.CurrentDepth == 2 && json.TokenType == JsonTokenType.StartObject)
            scopes?.CountRow();
        else if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndObject))
            throw new UpstreamException($"{reading.What}: {(json.CurrentDepth == 1 ? "chainTvls" : $"chainTvls.{scope}")} is {json.TokenType}, not an object");
    }

    private void TakePoint(ref Utf8JsonReader json, ProtocolPoint taking)
    {
        if (!taking.Take(ref json, series))
            return;

        var (of, named) = (slug, scope);
        series.Flush(rows, row => row.Text("slug", of).Text("scope", named), reading);
        point = null;
    }
}
