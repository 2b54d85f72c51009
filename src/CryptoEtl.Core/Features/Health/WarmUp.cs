using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.Core.Features.Health;

/// <summary>For how long an asset may lack a feature because it is young.</summary>
public static partial class WarmUp
{
    /// <summary>Days since the first bar; before that null is expected.</summary>
    /// <remarks>The largest number that the catalogue names, but for the days in brackets after which a seed is forgotten.</remarks>
    public static int DaysOf(Feature feature) =>
        HealthLimits.SpareDays + Numbers().Matches($"{feature.Name} {feature.Window} {feature.Lookback.Split('(')[0]}")
            .Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
