using CryptoEtl.Core.Features;
using static CryptoEtl.Core.Tests.Features.Reference.Plain;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>How old the newest value of a source is.</summary>
internal static class Ages
{
    /// <summary>Days from the newest day up to the anchor with any of the fields to the row's day; null beyond some days before the anchor.</summary>
    public static double Of(Past past, int anchor, int staleDays, params Field[] fields)
    {
        for (var day = anchor; day >= anchor - staleDays; day--)
        {
            if (fields.Any(field => Has(past.Raw(field, day))))
                return past.Day - day;
        }

        return double.NaN;
    }
}
