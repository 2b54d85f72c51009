using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Import;

/// <summary>What became of the rows of one source file.</summary>
/// <param name="Rejected">Rows by the reason they were left out. Each is in rejected.csv as it was.</param>
public sealed record ImportedFile(string File, long Read, long Kept, IReadOnlyDictionary<string, long> Rejected);

/// <summary>The outcome of an import.</summary>
/// <param name="Assets">Assets of the new tape.</param>
/// <param name="Dead">Assets that were gone before the end of their source.</param>
public sealed record ImportReport(IReadOnlyList<ImportedFile> Files, int Assets, int Dead, DateOnly FirstDay, DateOnly LastDay);

/// <summary>Counts rows and writes those left out to rejected.csv, so that nothing is lost unseen.</summary>
internal sealed class ImportLog(string directory) : IDisposable
{
    private readonly TapeWriter rejects = new(directory, "rejected.csv", ["file", "row", "reason", "raw"]);
    private readonly List<Counter> counters = [];

    private readonly List<ImportedFile> notes = [];

    public IReadOnlyList<ImportedFile> Files => [.. counters.Select(counter => counter.Result), .. notes];

    /// <summary>A count of something other than rows, such as contracts. Each exception is written out like a rejected row, as row 0.</summary>
    public void Note(string about, long count, IEnumerable<(string Reason, string What)> exceptions)
    {
        var reasons = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, what) in exceptions)
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            rejects.Add(about).Add("0").Add(reason).Add(what).EndRow();
        }

        notes.Add(new ImportedFile(about, count, count - reasons.Values.Sum(), reasons));
    }

    /// <param name="only">Part of the file the count is about. Null: all of it.</param>
    public Counter Begin(CsvRows rows, string? only = null)
    {
        var counter = new Counter(rows, rejects, only);
        counters.Add(counter);
        return counter;
    }

    public void Dispose() => rejects.Dispose();

    internal sealed class Counter(CsvRows rows, TapeWriter rejects, string? only)
    {
        private readonly SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
        private long read;

        public ImportedFile Result => new(only is null ? rows.File : $"{rows.File}, source {only}", read, read - reasons.Values.Sum(), reasons);

        public void Reject(string reason) => Reject(reason, rows.Row, rows.Raw);

        public void Reject(string reason, long row, string raw)
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            rejects.Add(rows.File).Add(row.ToString(CultureInfo.InvariantCulture)).Add(reason).Add(raw).EndRow();
        }

        /// <summary>Every row in turn. One that cannot be parsed is rejected, not fatal: real files have such rows.</summary>
        public void ForEach(Action take)
        {
            while (rows.Read())
                Take(take);
        }

        /// <summary>The row the file stands at.</summary>
        public void Take(Action take)
        {
            read++;
            try
            {
                take();
            }
            catch (BadInputException unparsable)
            {
                Reject(Reason(unparsable.Message));
            }
        }

        // The row number is in its own column already.
        private string Reason(string message) => message.Replace($"{rows.File}:{rows.Row}: ", "", StringComparison.Ordinal);
    }
}
