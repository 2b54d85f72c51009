using System.Globalization;
using CryptoEtl.Core;
using Microsoft.Extensions.Configuration;

namespace CryptoEtl.Functions;

/// <summary>Reads settings by name. An empty one is one that is not set; one that makes no sense is refused by name and value.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    public string? Text(string name) => configuration[name] is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>A part of a setting, as <c>NAME__PART</c> in files and <c>NAME:PART</c> out of the environment.</summary>
    public string? Nested(string name, string part) => Text($"{name}:{part}") ?? Text($"{name}__{part}");

    public int? Whole(string name, int lowest, int highest) => Read<int>(name, text =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest ? number : null);

    public long? Count(string name) => Read<long>(name, text =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    public double? Fraction(string name) => Read<double>(name, text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1 ? number : null);

    public bool? Flag(string name) => Read<bool>(name, text => bool.TryParse(text, out var flag) ? flag : null);

    public TimeSpan? Span(string name) => Read<TimeSpan>(name, text =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero ? span : null);

    public DateTimeOffset? Instant(string name) => Read<DateTimeOffset>(name, text =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null);

    /// <summary>One of an enumeration's names, written with dashes: <c>read-only</c>.</summary>
    public T? Choice<T>(string name) where T : struct, Enum => Read<T>(name, text =>
        Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var choice) && Enum.IsDefined(choice) && !char.IsDigit(text[0]) ? choice : null);

    private T? Read<T>(string name, Func<string, T?> parse) where T : struct =>
        Text(name) is not { } text ? null
        : parse(text) ?? throw new BadInputException($"setting {name} is '{text}', which is not allowed");
}
