using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Functions.Features;

/// <summary>The days that a table of features has.</summary>
internal static class FeatureDaysHeld
{
    /// <returns>Day numbers.</returns>
    public static IReadOnlySet<int> Of(DeltaSnapshot? table) => table is null ? new HashSet<int>() : table.Files.Select(DayOf).ToHashSet();

    /// <summary>The day number that a file is about.</summary>
    public static int DayOf(DeltaAdd file) => DateOnly.ParseExact(file.PartitionValues[Tables.EventDate]!, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber;
}
