using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Functions.Features.Proof;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>The proof on a lake in a folder: it holds, it has eyes, and it sees a stored row that is not what it should be.</summary>
public sealed class FeatureProofTests
{
    [Fact]
    public async Task A_lake_with_late_and_restated_values_is_proven_and_every_look_ahead_on_purpose_is_seen()
    {
        using var lake = await SilverLake.MakeAsync(restated: true);
        await new FeatureActivities(lake).RunAsync(SilverLake.Features);

        var proof = await ProveAsync(lake, new(Points: 4));

        Assert.True(proof.IsProven, string.Join('\n', proof.Mismatches));
        Assert.All(proof.Checks, check => Assert.Equal((proof.Days.Count, 0), (check.Days, check.Mismatches)));
        Assert.All(proof.Checks, check => Assert.InRange(check.Cells, proof.Days.Count * 7 * 119, long.MaxValue));
        Assert.All(proof.Controls, control => Assert.NotNull(control.Seen));
        Assert.Equal(
            [(ProofEvent.LateArrival, 1), (ProofEvent.Restatement, 2), (ProofEvent.Listing, 2), (ProofEvent.Delisting, 1), (ProofEvent.Hole, 2), (ProofEvent.UniverseChange, 6)],
            proof.Events.Select(kind => (kind.Kind, kind.Found)));
        foreach (var day in new[] { 27, 28, 29, 43, 44, 45, 61, 62, 19, 20, 21, 49, 50, 51, 29, 30, 31, 36, 37, 38 })
            Assert.Contains(SilverLake.First.AddDays(day), proof.Days);
    }

    [Fact]
    public async Task Where_nothing_came_late_it_says_that_the_latest_vintage_cannot_be_shown()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var proof = await ProveAsync(lake, new(Points: 1));

        Assert.True(proof.IsProven);
        Assert.Equal("nothing came late or was told otherwise", proof.Controls[0].WhyNot);
        Assert.NotNull(proof.Controls[1].Seen);
        Assert.Equal(0, proof.Checks[3].Days);
    }

    [Theory]
    [InlineData("vol_30d")]
    [InlineData(Tables.EventDate)]
    public async Task A_stored_row_with_another_value_or_without_a_neighbour_is_seen(string what)
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        await lake.CommitAsync(SilverLake.Features, await SpoiltAsync(what), SilverLake.First.AddDays(40));

        var proof = await ProveAsync(lake, new(Points: 1, From: SilverLake.First.AddDays(40), To: SilverLake.First.AddDays(40)));

        Assert.False(proof.IsProven);
        var seen = Assert.Single(proof.Mismatches);
        Assert.Equal(("stored rows", SilverLake.First.AddDays(40), "bitcoin", what == "vol_30d" ? what : "(row)"), (seen.Check, seen.Day, seen.Asset, seen.Column));
    }

    [Fact]
    public async Task The_same_seed_takes_the_same_days_and_another_one_others()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var (one, again, other) = (await ProveAsync(lake, new(2, 7)), await ProveAsync(lake, new(2, 7)), await ProveAsync(lake, new(2, 8)));
        Assert.Equal(one.Days, again.Days);
        Assert.NotEqual(one.Days, other.Days);
    }

    [Fact]
    public async Task Days_outside_the_data_prove_nothing()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var last = SilverLake.First.AddDays(SilverLake.Days - 1);
        var refused = await Assert.ThrowsAsync<BadInputException>(() => ProveAsync(lake, new(From: last)));
        Assert.Contains($"2024-01-01 to {last:yyyy-MM-dd}", refused.Message, StringComparison.Ordinal);
        using var empty = new SilverLake();
        await Assert.ThrowsAsync<BadInputException>(() => ProveAsync(empty, new()));
    }

    /// <summary>The rows of day 40 as a run makes them, with bitcoin's volatility a bit larger, or without bitcoin.</summary>
    private static async Task<Batch> SpoiltAsync(string what)
    {
        using var other = await SilverLake.MakeAsync(restated: false);
        await new FeatureActivities(other).RunAsync(SilverLake.Features, SilverLake.First.AddDays(40), SilverLake.First.AddDays(40));
        var rows = await other.ReadAsync(FeatureTables.Asset);
        if (what == "vol_30d")
            rows.Numbers(what)[0] = Math.BitIncrement(rows.Numbers(what)[0]!.Value);
        return what == "vol_30d" ? rows : rows.Take([.. Enumerable.Range(1, rows.RowCount - 1)]);
    }

    private static Task<ProofCertificate> ProveAsync(SilverLake lake, ProofRequest request) =>
        new FeatureProof(lake.Lake, new FeatureConfig()).RunAsync(request, (_, _) => { }, default);
}
