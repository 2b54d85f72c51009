using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.Sources.Drift;

namespace CryptoEtl.Data.Sources;

/// <summary>Points written as plain arrays: a stamp and one value or more.</summary>
internal static class Pairs
{
    /// <summary>Checks that a point has its stamp and its values.</summary>
    /// <param name="values">How many there are at least.</param>
    /// <exception cref="UpstreamException">It has not. The message names the point.</exception>
    public static JsonElement Check(JsonElement point, int values, Reading reading, string place)
    {
        if (point.ValueKind != JsonValueKind.Array)
            throw new UpstreamException($"{reading.What}: {place} is {point.ValueKind}, not an array");
        return point.GetArrayLength() > values
            ? point
            : throw new UpstreamException($"{reading.What}: {place} has {point.GetArrayLength()} elements, not {values + 1}");
    }

    /// <summary>A value of a point; null when it is null, and null and noted when it is no number.</summary>
    public static double? Value(JsonElement point, int at, string name, ref string? errors)
    {
        var value = point[at];
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.Number)
            return NumberPrecision.Standard(value.GetDouble());
        if (value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return NumberPrecision.Standard(number);

        var error = $"{name}={Examples.Of(value)}";
        errors = errors is null ? error : $"{errors}|{error}";
        return null;
    }
}
