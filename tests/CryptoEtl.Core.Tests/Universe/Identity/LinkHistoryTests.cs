using CryptoEtl.Core.Revisions;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Identity;

namespace CryptoEtl.Core.Tests.Universe.Identity;

/// <summary>Ids at other sources: an interval starts when a link is seen and ends when it is seen no more.</summary>
public sealed class LinkHistoryTests
{
    private static readonly AssetLink Bitcoin = new("bitcoin", IdentityKind.LunarCrushId, "1", "name_symbol_price");
    private static readonly AssetLink Aave = new("aave", IdentityKind.DefiLlamaSlug, "aave-v2", "parent");

    private readonly List<Batch> ledger = [];

    [Fact]
    public void A_link_seen_again_changes_nothing()
    {
        Assert.Equal(2, Learn(1, Bitcoin, Aave));
        Assert.Equal(0, Learn(2, Bitcoin, Aave));
        Assert.All(Now(), fact => Assert.Equal(Day(1).UtcDateTime, fact.From));
    }

    [Fact]
    public void A_link_seen_no_more_ends_and_may_begin_anew()
    {
        Learn(1, Bitcoin, Aave);
        Learn(2, Aave);
        Learn(3, Bitcoin, Aave);

        var bitcoin = Now().Where(fact => fact.AssetId == "bitcoin").OrderBy(fact => fact.From).ToList();
        Assert.Equal([(Day(1).UtcDateTime, Day(2).UtcDateTime), (Day(3).UtcDateTime, (DateTime?)null)], bitcoin.Select(fact => (fact.From, fact.To)));
    }

    [Fact]
    public void A_source_that_was_not_asked_ends_no_link()
    {
        Learn(1, Bitcoin, Aave);
        Assert.Equal(0, Learn(2, new HashSet<string> { IdentityKind.DefiLlamaSlug }, Aave));
        Assert.All(Now(), fact => Assert.Null(fact.To));
    }

    private int Learn(int day, params AssetLink[] links) => Learn(day, IdentityKind.Links, links);

    private int Learn(int day, IReadOnlySet<string> kinds, params AssetLink[] links)
    {
        var origin = new RowOrigin(new BatchId("historical", Day(day)), Day(day), RawSha256: null);
        var held = ledger.Count == 0 ? new BatchBuilder(UniverseTables.Identity).Build() : Batch.Concat(UniverseTables.Identity, ledger);
        var rows = Differences.Of(UniverseTables.Identity, held, LinkHistory.Build(held, links, kinds, origin), _ => false, _ => false, origin).Rows;
        ledger.Add(rows);
        return rows.RowCount;
    }

    private IEnumerable<IdentityFact> Now() => IdentityRows.Current(ledger);

    private static DateTimeOffset Day(int day) => new(2026, 6, day, 2, 0, 0, TimeSpan.Zero);
}
