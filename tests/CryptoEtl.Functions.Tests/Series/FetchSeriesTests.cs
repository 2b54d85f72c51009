using CryptoEtl.Core.Historical;
using CryptoEtl.Core.Revisions;
using static CryptoEtl.Functions.Tests.Series.RecordedLake;

namespace CryptoEtl.Functions.Tests.Series;

/// <summary>What an answer says, compared with the ledger.</summary>
public sealed class FetchSeriesTests : IDisposable
{
    private readonly RecordedLake lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task The_first_answer_is_appended_and_covered()
    {
        var batch = BatchOf("historical", 10);
        var fetched = await lake.LandAsync(batch, (Chart("bitcoin", 0, 3), ChartBody((0, 1), (1, 2), (3, 4)), 200));

        Assert.Equal([(0, "appended", 1), (1, "appended", 2), (3, "appended", 4)], Newest(await lake.ReadAsync(HistoricalTables.Chart, batch)));
        var coverage = await lake.ReadAsync(HistoricalTables.Coverage, batch);
        Assert.Equal((3L, false), (coverage.Integers("points")[0]!.Value, coverage.Flags("is_absent")[0]!.Value));
        Assert.Equal(batch.Slot, fetched.ObservedAt);
        Assert.Empty(fetched.Failures);
    }

    [Theory]
    [InlineData(200, """{"prices":[],"market_caps":[],"total_volumes":[]}""")]
    [InlineData(404, """{"error":"coin not found"}""")]
    public async Task An_answer_without_any_point_withdraws_nothing(int status, string body)
    {
        var (first, second) = (BatchOf("historical", 10), BatchOf("historical", 11));
        await lake.LandAsync(first, (Chart("bitcoin", 0, 3), ChartBody((0, 1), (1, 2)), 200));

        var fetched = await lake.LandAsync(second, (Chart("bitcoin", 0, 3), body, status));

        Assert.Empty(fetched.Parts);
        Assert.Equal(status == 404, (await lake.ReadAsync(HistoricalTables.Coverage, second)).Flags("is_absent")[0]);
    }

    [Fact]
    public async Task A_point_that_is_gone_from_an_answered_range_is_withdrawn_and_others_stay()
    {
        var (first, second) = (BatchOf("historical", 10), BatchOf("historical", 11));
        await lake.LandAsync(first, (Chart("bitcoin", 0, 5), ChartBody((0, 1), (1, 2), (2, 3), (5, 6)), 200), (Chart("tron", 0, 5), ChartBody((1, 9)), 200));

        var fetched = await lake.LandAsync(second, (Chart("bitcoin", 1, 3), ChartBody((2, 3), (3, 7)), 200));

        Assert.Equal(new RevisionCounts(Appended: 1, Withdrawn: 1, Unchanged: 1), Assert.Single(fetched.Parts).Rows.Counts);
        Assert.Equal([(1, "withdrawn", null), (3, "appended", 7)], Newest(await lake.ReadAsync(HistoricalTables.Chart, second)));
    }

    [Fact]
    public async Task A_value_where_an_answer_had_none_was_filled_and_is_available_when_seen()
    {
        var (first, second) = (BatchOf("historical", 10), BatchOf("historical", 11));
        await lake.LandAsync(first, (Chart("bitcoin", 0, 3), ChartBody((0, 1), (3, 4)), 200));

        await lake.LandAsync(second, (Chart("bitcoin", 0, 3) with { Covered = [new(First, First.AddDays(3))] }, ChartBody((0, 1), (2, 3), (3, 4)), 200));

        var rows = await lake.ReadAsync(HistoricalTables.Chart, second);
        Assert.Equal([(2, "null_filled", 3)], Newest(rows));
        Assert.Equal([second.Slot.UtcDateTime], rows.Instants("available_at"));
    }

    [Fact]
    public async Task The_same_page_twice_leaves_the_same_files()
    {
        var batch = BatchOf("historical", 10);
        await lake.RecordAsync(batch, Chart("bitcoin", 0, 3).Request, ChartBody((0, 1), (1, -2)));
        var page = await CryptoEtl.Data.Lakehouse.PageStore.PutAsync(lake.Lake, batch, 0, [new("bitcoin", null, [], [], [Chart("bitcoin", 0, 3)])], default);

        var (first, second) = (await lake.FetchAsync(batch, page.Name), await lake.FetchAsync(batch, page.Name));

        Assert.Equal(first.Parts.Select(part => (part.Rows, part.Quarantine)), second.Parts.Select(part => (part.Rows, part.Quarantine)));
        Assert.Equal(first.Coverage, second.Coverage);
        Assert.Equal((2, 1), (first.Parts[0].Verdict.RowsIn, first.Parts[0].Verdict.RowsQuarantined));
    }
}
