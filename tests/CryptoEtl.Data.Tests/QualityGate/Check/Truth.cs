using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate.Check;

namespace CryptoEtl.Data.Tests.QualityGate.Check;

/// <summary>One class of defects of one file.</summary>
/// <param name="Noted">What the file's own notes count. Null: they do not.</param>
/// <param name="Found">What the check says.</param>
/// <param name="Counted">What the test counts itself. Null: only the notes are compared with.</param>
internal sealed record Defect(string Class, int? Noted, Func<CheckReport, int> Found, Func<RawFile, int>? Counted = null);

/// <summary>A file, how it is checked, and what is wrong with it.</summary>
internal sealed record Truth(string File, string Table, params Defect[] Defects)
{
    public string Map { get; init; } = "";

    public string? Batch { get; init; }

    public EpochUnit Epoch { get; init; }

    public string[] Nulls { get; init; } = [];

    public bool Money { get; init; }

    /// <summary>What distinguishes it from other checks of the file.</summary>
    public string Name => $"{File} {Table} {Map} {Batch} {Epoch}".TrimEnd();

    public CheckReport Check(string folder) => FileCheck.Run(new(Contracts.Named(Table, new()), Path.Combine(folder, File), new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero))
    {
        Map = Map.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]),
        BatchColumn = Batch,
        Epoch = Epoch,
        Nulls = Nulls,
        Money = Money,
        Describe = true,
    });

    public static int NullsOf(CheckReport report, string column) => (int)report.Description!.Columns.Single(one => one.Column == column).Nulls;
}
