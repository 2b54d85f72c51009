using CryptoEtl.Core.Tests.Universe.Identity;
using CryptoEtl.Core.Tests.Universe.Membership;
using CryptoEtl.Core.Universe;
using CryptoEtl.Core.Universe.Classification;
using CryptoEtl.Core.Universe.Membership;

namespace CryptoEtl.Core.Tests.Universe.Classification;

public sealed class UniverseClassificationTests
{
    private static readonly Batch Rows = UniverseClassification.Build(
        [Listed.Rows([new(0, "wrapped-bitcoin", "wbtc", "Wrapped Bitcoin"), new(3, "wrapped-bitcoin", "wbtc", "Something Else"), new(0, "bitcoin", "btc", "Bitcoin")])],
        [Stablecoin("tether", "peggedUSD", "fiat-backed")],
        Vintage.History([.. Enumerable.Range(0, 70).Select(day => new Vintage("usd", day, Vintage.Ready, 5))]), new(), Vintage.First.AddDays(69), Vintage.Origin);

    [Fact]
    public void Each_kind_of_evidence_is_a_row_with_what_was_found() =>
        Assert.Equal(
            [
                ("tether", "stablecoin", "stablecoin_list", "peggedUSD, fiat-backed"),
                ("usd", "stablecoin", "price_peg", "60 of 60 daily prices within 2 % of 1 USD"),
                ("wrapped-bitcoin", "wrapped", "name", "Wrapped Bitcoin"),
            ],
            Enumerable.Range(0, Rows.RowCount).Select(row => (Rows.Texts("asset_id")[row], Rows.Texts("class")[row], Rows.Texts("evidence")[row], Rows.Texts("detail")[row])));

    [Fact]
    public void What_a_coin_is_by_nature_holds_for_life_and_what_its_price_shows_from_that_day() =>
        Assert.Equal([null, Vintage.First.AddDays(59).ToDateTime(default), null], Rows.Instants("valid_from"));

    [Fact]
    public void The_facts_keep_coins_out_of_the_universe()
    {
        var facts = new ClassFacts();
        facts.Add(Rows);
        var days = Vintage.Build(new() { Top = 5 }, Vintage.History([.. Vintage.Daily("usd", 58, 60, 5), .. Vintage.Daily("tether", 58, 60, 9), .. Vintage.Daily("bitcoin", 58, 60, 1)]), 58, 60, facts: facts);
        Assert.Equal(["tether stablecoin", "usd first_day", "bitcoin first_day", "tether stablecoin", "usd stablecoin", "bitcoin rank", "tether stablecoin", "usd stablecoin", "bitcoin rank"],
            days.Select(row => row.Split('|')).Where(row => row[9] != "x").Select(row => $"{row[1]} {row[10]}"));
    }

    [Fact]
    public void A_class_nobody_knows_is_refused()
    {
        var rows = new BatchBuilder(UniverseTables.Classification);
        rows.Text("asset_id", "a").Text("class", "meme").Text("evidence", "name").EndRow();
        Assert.Throws<BadInputException>(() => new ClassFacts().Add(rows.Build()));
    }

    private static Batch Stablecoin(string gecko, string peg, string mechanism)
    {
        var rows = new BatchBuilder(UniverseTables.Stablecoins);
        rows.Text("stablecoin_id", "1").Text("gecko_id", gecko).Text("peg_type", peg).Text("peg_mechanism", mechanism).Origin(Listed.Origin, Listed.Start, TimeSpan.Zero).EndRow();
        return rows.Build();
    }
}
