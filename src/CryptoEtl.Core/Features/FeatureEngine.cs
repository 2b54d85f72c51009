namespace CryptoEtl.Core.Features;

/// <summary>Makes features, block of days by block of days.</summary>
/// <param name="columns">Names of those wanted; null: all.</param>
public sealed class FeatureEngine(FeaturePanel panel, IReadOnlyCollection<string>? columns = null)
{
    /// <summary>Makes the rows of some days and hands them over in the order of days.</summary>
    /// <param name="firstDay">Day number; everything before it that is known is looked at, whatever it is.</param>
    /// <param name="take">Gets each block; its arrays are written anew afterwards.</param>
    /// <exception cref="BadInputException">There is no such column.</exception>
    public void Run(int firstDay, int lastDay, Action<FeatureBlock> take, CancellationToken cancellation = default) =>
        throw new NotSupportedException($"{panel} {columns} {firstDay} {lastDay} {take} {cancellation}");
}
