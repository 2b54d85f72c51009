using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Universe.Identity;

/// <summary>One vintage of one coin in the lists.</summary>
/// <param name="Day">Days after <see cref="Start"/> at which it was seen.</param>
/// <param name="Status">Null: withdrawn.</param>
/// <param name="Activated">Days after <see cref="Start"/>.</param>
internal sealed record Listed(int Day, string Asset, string? Symbol, string? Name, string? Contracts = null, string? Status = "active", int? Activated = null)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 10, 0, TimeSpan.Zero);
    public static readonly RowOrigin Origin = new(new BatchId("universe", Start.AddDays(400)), Start.AddDays(400), null);

    public static Batch Rows(IEnumerable<Listed> vintages)
    {
        var rows = new BatchBuilder(UniverseTables.Listing);
        foreach (var one in vintages)
        {
            var seen = Start.AddDays(one.Day);
            rows.Text("asset_id", one.Asset).Text("symbol", one.Symbol).Text("name", one.Name).Text("contracts", one.Contracts).Text("status", one.Status)
                .Instant("activated_at", one.Activated is { } day ? Start.AddDays(day) : null)
                .Text("revision", one.Status is null ? "withdrawn" : "appended").Origin(Origin with { ObservedAt = seen }, seen, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    public static SymbolResolver Resolver(params Listed[] vintages) => SymbolResolver.FromRows([IdentityHistory.Build([Rows(vintages)], [], Origin)]);

    /// <summary>Few ids with few symbols, names and contracts, so that renames, reuse and migrations are common.</summary>
    public static Gen<Listed[]> Any =>
        (from day in Gen.Choose(0, 40)
         from asset in Gen.Elements("a", "b", "c")
         from symbol in Gen.Elements("x", "Y", "")
         from name in Gen.Elements("Ex", "Why", null)
         from contracts in Gen.Elements("eth:1", "eth:1|bsc:2", "bsc:2", null)
         from status in Gen.Frequency((4, Gen.Constant<string?>("active")), (1, Gen.Constant<string?>("inactive")), (1, Gen.Constant<string?>(null)))
         from activated in Gen.Elements<int?>(null, null, -10, 5)
         select status is null ? new Listed(day, asset, null, null, null, null) : new(day, asset, symbol, name, contracts, status, activated)).ArrayOf(20);
}
