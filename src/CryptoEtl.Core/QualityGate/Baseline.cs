namespace CryptoEtl.Core.QualityGate;

/// <summary>An accepted batch, as later ones are compared with it.</summary>
public sealed record BaselineBatch(string BatchId, DateTimeOffset Slot, BatchMetrics Metrics);

/// <summary>The batches that a baseline was taken of; none: both are null.</summary>
public sealed record BaselineWindow(string? First, string? Last, int Batches);

/// <summary>The last accepted batches of a table, oldest first.</summary>
public sealed record Baseline(IReadOnlyList<BaselineBatch> Batches)
{
    /// <summary>How many batches are looked back on.</summary>
    public const int Length = 60;

    /// <summary>With fewer of the same weekday, all days are compared.</summary>
    public const int FewestOfSeason = 4;

    public static readonly Baseline None = new([]);

    /// <summary>Without the batch itself and what came after it: judged again, it is compared with the same.</summary>
    public Baseline Before(BatchId batch) => new([.. Batches.Where(other => other.Slot <= batch.Slot && other.BatchId != batch.Id)]);

    public BaselineWindow Window => new(Batches.Count == 0 ? null : Batches[0].BatchId, Batches.Count == 0 ? null : Batches[^1].BatchId, Batches.Count);

    /// <summary>Batches of the slot's weekday, where there are enough of them; else all.</summary>
    public IReadOnlyList<BaselineBatch> OfSeason(DateTimeOffset slot)
    {
        var same = Batches.Where(batch => batch.Slot.UtcDateTime.DayOfWeek == slot.UtcDateTime.DayOfWeek).ToList();
        return same.Count >= FewestOfSeason ? same : Batches;
    }

    /// <summary>Middle value of a figure over batches; null without any.</summary>
    public static double? Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
