namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>Where the cells of one asset, day and column come from.</summary>
/// <param name="Meaning">Of the column, from the table's definition.</param>
/// <param name="DefinitionSha256">Of the definition: another hash, another version of the table.</param>
/// <param name="Cells">One per key; several where the asset has several rows that day.</param>
public sealed record CellExplanation(
    string Table, string Asset, DateOnly Day, string Column, string Meaning, string DefinitionSha256, IReadOnlyList<ExplainedRow> Cells);

/// <summary>A row, how it came into the lake, and what it was made of.</summary>
/// <param name="Key">Columns of the key, <c>|</c> between them; of snapshots without the batch.</param>
/// <param name="Value">Of the column that is explained; of rows further back, of the column of the same name. Null: null, or no such column.</param>
/// <param name="Revision">Class of the vintage; null where the table is no ledger.</param>
/// <param name="Cells">Columns that are not null, but clocks and origin; of rows further back only.</param>
/// <param name="Vintages">Every value ever told for the key, oldest first.</param>
/// <param name="Commit">Null: the batch is not in the table's log.</param>
/// <param name="Raw">The raw answers of the row.</param>
public sealed record ExplainedRow(
    string Table, string Key, string? Value, string? Revision, string Batch, IReadOnlyDictionary<string, string>? Cells,
    IReadOnlyList<Vintage> Vintages, ExplainedCommit? Commit, IReadOnlyList<ExplainedVerdict> Verdicts, IReadOnlyList<ExplainedRaw> Raw, IReadOnlyList<MadeFrom> MadeFrom);

/// <summary>A value as it was told once.</summary>
/// <param name="Is">explained: the value this is about; earlier; or later: told since.</param>
public sealed record Vintage(
    string? Value, string? Revision, string? EventTime, string? AvailableAt, string? ObservedAt, string? Batch, string? RawSha256, string Is);

/// <summary>The commit that made a row visible.</summary>
/// <param name="Version">Of the table. Null: the commit was cleaned away.</param>
/// <param name="Files">The file that holds the row; all of the batch where later commits put others in their place.</param>
public sealed record ExplainedCommit(long? Version, DateTimeOffset CommittedAt, IReadOnlyList<string> Files);

/// <summary>What the gate decided on the batch.</summary>
/// <param name="Findings">On this row, as <c>rule field=value: reason</c>. A row with findings is in quarantine and goes no further.</param>
public sealed record ExplainedVerdict(string Decision, long RowsIn, long RowsQuarantined, string ContractSha256, IReadOnlyList<string> Findings);

/// <summary>A raw answer.</summary>
/// <param name="Column">Of the row, that names it.</param>
/// <param name="Source">Null: no record of the batch names the answer; so with the next ones.</param>
/// <param name="Request">Path and query, without any secret.</param>
/// <param name="Body">whole: it is there and has that hash; missing; or broken.</param>
public sealed record ExplainedRaw(
    string Column, string Sha256, string? Source, string? Request, int? Status, DateTimeOffset? ReceivedAt, long? Bytes, string Body);

/// <summary>Rows of one table that a row was made of.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Rows">The first of them.</param>
public sealed record MadeFrom(string Table, int Count, IReadOnlyList<ExplainedRow> Rows);
