namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Cuts a file into blocks at the borders of groups, as long as each group stands together.</summary>
/// <param name="columns">Columns that name a group.</param>
internal sealed class BlockCutter(ColumnMap map, IReadOnlyList<string> columns, int blockRows)
{
    /// <summary>Names remembered at most; with more, the file is taken for a scattered one.</summary>
    private const int MostGroups = 1 << 20;

    private readonly List<Slice> held = [];
    private readonly HashSet<ulong> emitted = [], waiting = [];
    private int heldRows;
    private ulong last;

    /// <summary>A group came again after its rows had been given out: blocks cannot be cut from this file.</summary>
    public bool IsScattered { get; private set; }

    /// <summary>Takes the next chunk, and gives what is complete.</summary>
    public IEnumerable<Block> Add(FileChunk chunk)
    {
        if (chunk.Rows.RowCount == 0)
            yield break;
        var continues = last;
        var runs = RowGroups.Runs(chunk, columns, last);
        IsScattered |= runs.Exists(run => emitted.Contains(run.Hash)) || emitted.Count > MostGroups;
        var from = 0;
        foreach (var cut in Cuts(chunk, runs, continues))
        {
            Hold(chunk, from, cut, runs);
            from = cut;
            if (heldRows > 0)
                yield return Emit();
        }

        Hold(chunk, from, chunk.Rows.RowCount, runs);
        IsScattered |= waiting.Overlaps(emitted);
        last = runs[^1].Hash;
    }

    /// <summary>What is left after the last chunk.</summary>
    public IEnumerable<Block> Finish()
    {
        if (heldRows > 0)
            yield return Emit();
    }

    /// <summary>Rows before which a block ends: every batch is one, groups fill one together.</summary>
    private List<int> Cuts(FileChunk chunk, List<GroupRun> runs, ulong continues)
    {
        var borders = runs.Where((run, at) => at > 0 || run.Hash != continues).Select(run => run.Start).ToList();
        if (chunk.Batches is not null)
            return borders;
        return heldRows + chunk.Rows.RowCount < blockRows || borders.Count == 0 ? [] : [borders[^1]];
    }

    private void Hold(FileChunk chunk, int from, int to, List<GroupRun> runs)
    {
        if (from == to)
            return;
        held.Add(new(chunk, from, to));
        heldRows += to - from;
        for (var at = FirstRun(runs, from); at < runs.Count && runs[at].Start < to; at++)
            waiting.Add(runs[at].Hash);
    }

    private static int FirstRun(List<GroupRun> runs, int row)
    {
        var at = runs.FindLastIndex(run => run.Start <= row);
        return Math.Max(at, 0);
    }

    private Block Emit()
    {
        var block = Slice.Join(map, held);
        emitted.UnionWith(waiting);
        waiting.Clear();
        held.Clear();
        heldRows = 0;
        return block;
    }
}
