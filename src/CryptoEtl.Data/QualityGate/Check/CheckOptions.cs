using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>What a number means where a time belongs.</summary>
public enum EpochUnit
{
    /// <summary>Nothing: times are written out.</summary>
    None,
    Seconds,
    Milliseconds,
}

/// <summary>How a file is to be judged.</summary>
/// <param name="Contract">Of the table that its rows are meant for.</param>
/// <param name="Path">A .csv, .tsv (either may be .gz) or .parquet file.</param>
/// <param name="ObservedAt">When the file's values were seen.</param>
public sealed record CheckOptions(Contract Contract, string Path, DateTimeOffset ObservedAt)
{
    /// <summary>Column of the table to header of the file; several headers joined by + make one text.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Texts that mean null, besides the empty one.</summary>
    public IReadOnlyList<string> Nulls { get; init; } = [];

    /// <summary>Numbers may carry $, thousands commas and blanks.</summary>
    public bool Money { get; init; }

    public EpochUnit Epoch { get; init; }

    /// <summary>Header or column each value of which is a batch of its own; null: the file is one batch.</summary>
    public string? BatchColumn { get; init; }

    /// <summary>Ids of the only rules to apply; null: all.</summary>
    public IReadOnlySet<string>? Rules { get; init; }

    /// <summary>File to write every row that was held back to; null: none.</summary>
    public string? BadRows { get; init; }

    /// <summary>Whether columns and series are described too, as the page needs it.</summary>
    public bool Describe { get; init; }

    /// <summary>Rows of a block; a block grows to hold its longest series whole.</summary>
    public int BlockRows { get; init; } = 128 * 1024;
}
