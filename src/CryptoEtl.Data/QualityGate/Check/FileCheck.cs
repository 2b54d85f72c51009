using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;

namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>Judges a file of any size by the contract of a table. Nothing of it is kept: what is in memory are a few blocks, and the longest series.</summary>
public static class FileCheck
{
    /// <exception cref="BadInputException">The file cannot be read at all, or its rows cannot be named.</exception>
    public static CheckReport Run(CheckOptions options, CancellationToken cancellation = default) =>
        RunInOrder(options, cancellation) ?? RunScattered(options, cancellation);

    /// <summary>Judges block by block as the file is read.</summary>
    /// <returns>Null: groups do not stand together, so nothing of this holds.</returns>
    private static CheckReport? RunInOrder(CheckOptions options, CancellationToken cancellation)
    {
        using var file = FileChunks.Open(options);
        var (applied, cutter) = (AppliedContract.Of(options, file.Map), new BlockCutter(file.Map, GroupColumns(options.Contract, file.Map), options.BlockRows));
        var totals = new CheckTotals(options, file.Map, applied);
        using var bad = options.BadRows is { } path ? new BadRows(path, options.Contract.Table) : null;
        using var judging = new Judging(applied.Contract, options, totals, bad, cancellation);
        foreach (var chunk in Unread(file, totals, bad))
        {
            foreach (var block in cutter.Add(chunk))
                judging.Add(block);
            if (cutter.IsScattered)
                return null;
        }

        foreach (var block in cutter.Finish())
            judging.Add(block);
        judging.Finish();
        return totals.Report(isScattered: false);
    }

    /// <summary>Brings the rows of a group together on disk first.</summary>
    private static CheckReport RunScattered(CheckOptions options, CancellationToken cancellation)
    {
        using var file = FileChunks.Open(options);
        var (applied, groups) = (AppliedContract.Of(options, file.Map), GroupColumns(options.Contract, file.Map));
        var totals = new CheckTotals(options, file.Map, applied);
        using var bad = options.BadRows is { } path ? new BadRows(path, options.Contract.Table) : null;
        using var spilled = new SpilledRows(file.Map, groups, Buckets(options.Path));
        foreach (var chunk in Unread(file, totals, bad))
        {
            cancellation.ThrowIfCancellationRequested();
            spilled.Add(chunk);
        }

        using var judging = new Judging(applied.Contract, options, totals, bad, cancellation);
        foreach (var bucket in spilled.Read())
        {
            foreach (var block in BlocksOf(bucket))
                judging.Add(block);
        }

        judging.Finish();
        return totals.Report(isScattered: true);
    }

    /// <summary>A bucket is one block; with batches, it is one block for each that it holds.</summary>
    private static IEnumerable<Block> BlocksOf(FileChunk bucket)
    {
        if (bucket.Batches is not { } batches)
            return [new(bucket.Rows, bucket.Lines, null)];
        return Enumerable.Range(0, batches.Length).GroupBy(row => batches[row]).Select(batch =>
            new Block(bucket.Rows.Take([.. batch]), new(0, [.. batch.Select(row => bucket.Lines[row])]), batch.Key));
    }

    private static IEnumerable<FileChunk> Unread(IFileChunks file, CheckTotals totals, BadRows? bad)
    {
        foreach (var chunk in file.Read())
        {
            totals.Add(chunk.Unread);
            foreach (var row in chunk.Unread)
                bad?.Write(row.Finding);
            yield return chunk;
        }
    }

    /// <summary>Columns whose rows have to be judged together: those of the series, else those of the key.</summary>
    private static IReadOnlyList<string> GroupColumns(Contract contract, ColumnMap map) =>
        contract.Series is { } series && series.Columns.All(map.Has) ? series.Columns : ColumnMap.Naming(contract.Table);

    /// <summary>About 32 MB of a packed file's rows in each.</summary>
    private static int Buckets(string path) => (int)Math.Clamp(new FileInfo(path).Length >> 20, 16, 256);
}
