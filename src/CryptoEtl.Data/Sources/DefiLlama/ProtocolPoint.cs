using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Sources.Drift;

namespace CryptoEtl.Data.Sources.DefiLlama;

/// <summary>Reads the points of one series of a protocol, <c>{"date": seconds, "totalLiquidityUSD": usd}</c>, token by token.</summary>
/// <param name="depth">Of the field that holds the series.</param>
/// <param name="place">Of the series, for messages.</param>
internal sealed class ProtocolPoint(int depth, Reading reading, string place)
{
    private enum Field
    {
        Other,
        Date,
        Usd,
    }

    private Field field;
    private long? date;
    private double? usd;
    private string? errors;
    private int index;

    /// <returns>Whether the series is over.</returns>
    /// <exception cref="UpstreamException">It is no array of points, or a point has no date.</exception>
    public bool Take(ref Utf8JsonReader json, LockedPoints series)
    {
        var within = json.CurrentDepth - depth;
        if (within == 0)
            return IsOver(ref json);
        if (within == 1)
            TakeObject(ref json, series);
        else if (within == 2)
            TakeCell(ref json);
        return false;
    }

    private bool IsOver(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartArray => false,
        JsonTokenType.EndArray => true,
        _ => throw Other(ref json, place, "an array"),
    };

    private void TakeObject(ref Utf8JsonReader json, LockedPoints series)
    {
        if (json.TokenType == JsonTokenType.StartObject)
            (field, date, usd, errors) = (Field.Other, null, null, null);
        else if (json.TokenType == JsonTokenType.EndObject)
            End(series);
        else
            throw Other(ref json, $"{place}[{index}]", "an object");
    }

    private void End(LockedPoints series)
    {
        var seconds = date ?? throw new UpstreamException($"{reading.What}: {place}[{index}] has no 'date'");
        series.Add(DateTimeOffset.FromUnixTimeSeconds(Stamps.CheckSeconds(seconds, reading, place)), usd, errors);
        index++;
    }

    private void TakeCell(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.PropertyName)
            field = json.ValueTextEquals("date"u8) ? Field.Date : json.ValueTextEquals("totalLiquidityUSD"u8) ? Field.Usd : Field.Other;
        else if (field == Field.Date)
            date = DateOf(ref json);
        else if (field == Field.Usd && json.TokenType != JsonTokenType.Null)
            TakeUsd(ref json);
    }

    private long DateOf(ref Utf8JsonReader json) => Number(ref json) is { } number and >= 0 and < 1e15 && number == Math.Floor(number)
        ? (long)number
        : throw Other(ref json, $"{place}[{index}].date", "a stamp");

    private void TakeUsd(ref Utf8JsonReader json)
    {
        usd = NumberPrecision.Standard(Number(ref json));
        if (usd is null)
            errors = $"totalLiquidityUSD={Examples.Short(json.TokenType.ToString())}";
    }

    /// <summary>A number, or one written as text.</summary>
    private static double? Number(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number => json.GetDouble(),
        JsonTokenType.String when double.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private UpstreamException Other(ref Utf8JsonReader json, string where, string expected) =>
        new($"{reading.What}: {where} is {json.TokenType}, not {expected}");
}
