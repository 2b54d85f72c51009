using System.Security.Cryptography;
using System.Text;
using CryptoEtl.Core.Revisions;

namespace CryptoEtl.Core.QualityGate;

/// <summary>Where a chain of verdicts ends.</summary>
/// <param name="Sequence">Of its last verdict; 0: there is none.</param>
/// <param name="Sha256">Of its last verdict; 64 zeros: there is none.</param>
public sealed record ChainHead(long Sequence, string Sha256)
{
    public static readonly ChainHead Start = new(0, new string('0', 64));
}

/// <summary>One verdict that is not as it was sealed.</summary>
public sealed record ChainFault(long Sequence, string Table, string Batch, string Reason);

/// <summary>Seals verdicts one after the other, and finds what was changed since.</summary>
/// <remarks>Without a key whoever can write the table can make a whole new chain; with GATE_SIGNING_KEY only its holder can.</remarks>
public static class VerdictChain
{
    private static readonly string[] Unsealed = ["verdict_sha256", "signature", Tables.EventDate];

    /// <summary>The same rows with their places in the chain.</summary>
    public static Batch Seal(Batch verdicts, ChainHead head, byte[]? key)
    {
        var columns = Enumerable.Range(0, verdicts.Table.Columns.Count).Select(at => verdicts[at]).ToArray();
        var (sequences, previous) = (new long?[verdicts.RowCount], new string?[verdicts.RowCount]);
        var (hashes, signatures) = (new string?[verdicts.RowCount], new string?[verdicts.RowCount]);
        foreach (var (name, values) in new (string, Array)[] { ("sequence", sequences), ("previous_sha256", previous), ("verdict_sha256", hashes), ("signature", signatures) })
            columns[verdicts.Table.PositionOf(name)] = values;

        var sealedRows = new Batch(verdicts.Table, columns);
        for (var row = 0; row < sealedRows.RowCount; row++)
        {
            (sequences[row], previous[row]) = (head.Sequence + 1, head.Sha256);
            head = new(head.Sequence + 1, HashOf(sealedRows, row));
            (hashes[row], signatures[row]) = (head.Sha256, Sign(head.Sha256, key));
        }

        return sealedRows;
    }

    /// <summary>Everything that is wrong with a chain, in its order.</summary>
    /// <param name="verdicts">All of them, in any order.</param>
    /// <param name="key">Null: signatures are not looked at.</param>
    public static IEnumerable<ChainFault> Faults(Batch verdicts, byte[]? key)
    {
        var (sequences, previous, hashes, signatures) =
            (verdicts.Integers("sequence"), verdicts.Texts("previous_sha256"), verdicts.Texts("verdict_sha256"), verdicts.Texts("signature"));
        var head = ChainHead.Start;
        foreach (var row in Enumerable.Range(0, verdicts.RowCount).OrderBy(row => sequences[row]))
        {
            if (sequences[row] != head.Sequence + 1)
                yield return Fault(row, sequences[row] <= head.Sequence ? $"there are two verdicts {sequences[row]}" : $"verdicts {head.Sequence + 1} to {sequences[row] - 1} are missing");
            if (hashes[row] != HashOf(verdicts, row))
                yield return Fault(row, "its content is not what was sealed");
            if (previous[row] != head.Sha256)
                yield return Fault(row, "it does not follow the verdict before it");
            if (key is not null && signatures[row] != Sign(hashes[row] ?? "", key))
                yield return Fault(row, signatures[row] is null ? "it is not signed" : "its signature is of another key");
            head = new(sequences[row] ?? head.Sequence, hashes[row] ?? head.Sha256);
        }

        ChainFault Fault(int row, string reason) => new(sequences[row] ?? 0, verdicts.Texts("table_name")[row] ?? "", verdicts.Texts(Tables.BatchId)[row] ?? "", reason);
    }

    private static string HashOf(Batch rows, int row)
    {
        var text = new StringBuilder();
        foreach (var column in rows.Table.Columns.Select(column => column.Name).Except(Unsealed))
            text.Append(column).Append('=').Append(CellText.Of(rows, column, row)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) ?? "\\0").Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string? Sign(string hash, byte[]? key) => key is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(hash)));
}
