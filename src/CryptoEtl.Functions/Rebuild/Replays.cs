using CryptoEtl.Core;

namespace CryptoEtl.Functions.Rebuild;

/// <summary>Every replay there is.</summary>
public static class Replays
{
    public static IReadOnlyList<IBatchReplay> All { get; } = [new PageReplay(), new LedgerReplay()];

    /// <exception cref="BadInputException">The table's rows are not made of raw answers alone; the message names those that are.</exception>
    public static IBatchReplay Of(TableDefinition table) =>
        All.FirstOrDefault(replay => replay.Handles(table))
        ?? throw new BadInputException($"{table.FullName} cannot be rebuilt from raw answers; there are: "
            + string.Join(", ", Tables.All.Where(known => All.Any(replay => replay.Handles(known))).Select(known => known.FullName)));
}
