using CryptoEtl.Core;
using CryptoEtl.Core.Derivatives;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate;
using CryptoEtl.Functions.Features.Proof;

namespace CryptoEtl.Functions.Tests.Features;

/// <summary>Snapshots of the derivatives market become columns of group I, on a lake in a folder.</summary>
public sealed class DerivativesInFeaturesTests
{
    private const double PerYear = 3 * 365;

    [Fact]
    public async Task A_days_columns_are_those_of_its_snapshots()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        await lake.SnapshotAsync(SilverLake.DerivativesOf(40), Decision.Pass, new Snapshot(1, Late(40), 5e6, 0.0001, 0.001), new Snapshot(2, Late(40), 7e6, null, -0.002));
        await lake.SnapshotAsync(SilverLake.DerivativesOf(41), Decision.PassWithQuarantine, new Snapshot(1, Noon(41), 8e6, 0.0003, 0.002));
        await lake.SnapshotAsync(SilverLake.DerivativesOf(41, run: 1), Decision.Pass, new Snapshot(1, Late(41), 6e6, 0.0005, 0.006));

        var rows = await MadeAsync(lake);

        Assert.Equal((0.0001 * PerYear, 0.001, 0.0), (rows.Of(1, 40, "funding_ann_1d"), rows.Of(1, 40, "basis_1d"), rows.Of(1, 40, "deriv_age_days")));
        Assert.Equal(((0.0003 + 0.0005) / 2 * PerYear, (0.002 + 0.006) / 2), (rows.Of(1, 41, "funding_ann_1d")!.Value, rows.Of(1, 41, "basis_1d")!.Value));
        Assert.Equal(6e6, rows.Of(1, 41, "oi_mcap")!.Value * Math.Exp(rows.Of(1, 41, "log_mcap")!.Value), 1e-3);
        Assert.Equal((null, -0.002), (rows.Of(2, 40, "funding_ann_1d"), rows.Of(2, 40, "basis_1d")));
        Assert.Equal((null, null, null), (rows.Of(1, 39, "basis_1d"), rows.Of(1, 42, "basis_1d"), rows.Of(3, 41, "oi_mcap")));

        // Open interest is a state: carried over a missing day, and no further.
        Assert.Equal(6e6, rows.Of(1, 42, "oi_mcap")!.Value * Math.Exp(rows.Of(1, 42, "log_mcap")!.Value), 1e-3);
        Assert.Equal((1.0, null, null), (rows.Of(1, 42, "deriv_age_days"), rows.Of(1, 43, "oi_mcap"), rows.Of(1, 43, "deriv_age_days")));
    }

    /// <summary>The row of a day is made at 01:00 of the next one.</summary>
    [Fact]
    public async Task A_snapshot_that_comes_after_the_decision_is_not_in_the_days_row_but_in_the_window_of_the_next()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        var decision = SilverLake.At(42).AddHours(1);
        await lake.SnapshotAsync(SilverLake.DerivativesOf(40), Decision.Pass, new Snapshot(1, Late(40), 5e6, 0.0001, 0.001, decision.AddDays(-1)));
        await lake.SnapshotAsync(
            SilverLake.DerivativesOf(41), Decision.Pass, new Snapshot(1, Late(41), 6e6, 0.0003, 0.002, decision.AddMicroseconds(1)), new Snapshot(2, Late(41), 6e6, 0.0003, 0.002, decision));

        var rows = await MadeAsync(lake);

        Assert.Equal((0.001, null, 0.002), (rows.Of(1, 40, "basis_1d"), rows.Of(1, 41, "basis_1d"), rows.Of(2, 41, "basis_1d")));
        Assert.Equal((1.0, 1.0), (rows.Of(1, 41, "deriv_age_days"), rows.Of(1, 42, "deriv_age_days")));
        Assert.Equal(6e6, rows.Of(1, 42, "oi_mcap")!.Value * Math.Exp(rows.Of(1, 42, "log_mcap")!.Value), 1e-3);
    }

    [Fact]
    public async Task Batches_that_were_refused_or_never_judged_are_left_out_unless_a_person_vouched_for_them()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        await lake.SnapshotAsync(SilverLake.DerivativesOf(40), Decision.Halt, new Snapshot(1, Late(40), 5e6, 0.0001, 0.001));
        await lake.SnapshotAsync(SilverLake.DerivativesOf(42), null, new Snapshot(1, Late(42), 5e6, 0.0001, 0.002));
        await lake.SnapshotAsync(SilverLake.DerivativesOf(44), Decision.Pass, new Snapshot(1, Late(44), 5e6, 0.0001, 0.003));
        await lake.JudgeAsync(SilverLake.DerivativesOf(44), Decision.Halt, DerivativesTables.Ticker.FullName, ".tickers");
        await lake.SnapshotAsync(SilverLake.DerivativesOf(46), Decision.Halt, new Snapshot(1, Late(46), 5e6, 0.0001, 0.004));
        await VouchAsync(lake, SilverLake.DerivativesOf(46));
        await lake.SnapshotAsync(SilverLake.DerivativesOf(48), Decision.Pass, new Snapshot(1, Late(48), 5e6, 0.0001, 0.005));

        var rows = await MadeAsync(lake);

        Assert.Equal([null, null, null, 0.004, 0.005], new[] { 40, 42, 44, 46, 48 }.Select(day => rows.Of(1, day, "basis_1d")));
    }

    [Fact]
    public async Task A_lake_with_late_snapshots_is_proven_and_their_arrival_is_an_event()
    {
        using var lake = await SilverLake.MakeAsync(restated: false);
        for (var day = 30; day < 60; day++)
        {
            await lake.SnapshotAsync(
                SilverLake.DerivativesOf(day), Decision.Pass,
                [.. Enumerable.Range(0, 7).Select(asset => new Snapshot(asset, Late(day), 1e6 * (asset + day), 1e-5 * (asset + day % 7), 1e-4 * (day % 5 - asset), day % 6 == 0 ? SilverLake.At(day + 3) : null))]);
        }

        await lake.SnapshotAsync(SilverLake.DerivativesOf(45, run: 1), Decision.Pass, new Snapshot(2, Noon(45), 3e6, 0.01, 0.02, SilverLake.At(47)));
        await new FeatureActivities(lake).RunAsync(SilverLake.Features);

        var proof = await new FeatureProof(lake.Lake, new FeatureConfig()).RunAsync(new(Points: 3), (_, _) => { }, default);

        Assert.True(proof.IsProven, string.Join('\n', proof.Mismatches));
        Assert.Contains(proof.Tables, table => table.Table == DerivativesSilver.Asset.FullName && table.Version == 30);
        Assert.Equal((5, 1), (Found(ProofEvent.LateArrival), Found(ProofEvent.Restatement)));
        Assert.NotNull(proof.Controls[0].Seen);

        int Found(ProofEvent kind) => proof.Events.Single(one => one.Kind == kind).Found;
    }

    private static DateTimeOffset Noon(int day) => SilverLake.At(day).AddHours(12);

    private static DateTimeOffset Late(int day) => SilverLake.At(day).AddHours(23.5);

    /// <summary>Until a day that is over when features are made.</summary>
    private static Task VouchAsync(SilverLake lake, BatchId batch) => new OverrideBook(lake.Lake)
        .AddAsync(new(DerivativesTables.Contract.FullName, batch.Id, "looked at", "ada", batch.Slot.AddDays(2)), batch.Slot.AddDays(1));

    private static async Task<MadeRows> MadeAsync(SilverLake lake)
    {
        await new FeatureActivities(lake).RunAsync(SilverLake.Features);
        return new(await lake.ReadAsync(FeatureTables.Asset));
    }

    private sealed class MadeRows(Batch rows)
    {
        public double? Of(int asset, int day, string column) => rows.Numbers(column)[Enumerable.Range(0, rows.RowCount)
            .Single(row => rows.Texts("asset_id")[row] == SilverLake.Asset(asset) && rows.Instants("date")[row] == SilverLake.At(day).UtcDateTime)];
    }
}
