using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.Lakehouse.Delta;

namespace CryptoEtl.Data.Revisions;

/// <summary>A file, and the subjects of the rows in it that count.</summary>
internal sealed record FileSubjects(DeltaAdd File, Subject First, Subject Last);

/// <summary>Subjects next to each other, both ends included, whose rows fit into memory.</summary>
internal sealed record SubjectBlock(Subject First, Subject Last)
{
    public bool Holds(Subject subject) => First.CompareTo(subject) <= 0 && subject.CompareTo(Last) <= 0;

    public bool Overlaps(FileSubjects file) => First.CompareTo(file.Last) <= 0 && file.First.CompareTo(Last) <= 0;
}

/// <summary>Counts the rows of each subject, and cuts the subjects into blocks.</summary>
internal sealed class SubjectBlocks
{
    private readonly Dictionary<Subject, long> rows = [];
    private readonly List<FileSubjects> files = [];

    public IReadOnlyList<FileSubjects> Files => files;

    public static async Task<SubjectBlocks> CountAsync(LakeTable table, IEnumerable<DeltaAdd> files, RowFilter filter, CancellationToken cancellation)
    {
        var blocks = new SubjectBlocks();
        HashSet<string> columns = [table.Definition.Key[0], .. filter.Columns];
        foreach (var file in files)
        {
            (Subject First, Subject Last)? range = null;
            await foreach (var part in table.ReadFileAsync(file, columns, cancellation))
                range = blocks.Count(part, filter, range);
            if (range is { } found)
                blocks.files.Add(new(file, found.First, found.Last));
        }

        return blocks;
    }

    /// <summary>In order of subject. A block has more rows than are wanted only where a single subject has.</summary>
    public IEnumerable<SubjectBlock> Cut(int rowsWanted)
    {
        (Subject First, Subject Last, long Rows)? open = null;
        foreach (var (subject, count) in rows.OrderBy(subject => subject.Key))
        {
            if (open is { } full && full.Rows + count > rowsWanted)
            {
                yield return new(full.First, full.Last);
                open = null;
            }

            open = open is { } block ? (block.First, subject, block.Rows + count) : (subject, subject, count);
        }

        if (open is { } last)
            yield return new(last.First, last.Last);
    }

    private (Subject First, Subject Last)? Count(Batch part, RowFilter filter, (Subject First, Subject Last)? range)
    {
        var (keeps, subjects) = (filter.Keeps(part), Subject.Of(part));
        for (var row = 0; row < part.RowCount; row++)
        {
            if (!keeps(row))
                continue;
            var subject = subjects(row);
            rows[subject] = rows.GetValueOrDefault(subject) + 1;
            range = range is not { } so ? (subject, subject)
                : (subject.CompareTo(so.First) < 0 ? subject : so.First, subject.CompareTo(so.Last) > 0 ? subject : so.Last);
        }

        return range;
    }
}
