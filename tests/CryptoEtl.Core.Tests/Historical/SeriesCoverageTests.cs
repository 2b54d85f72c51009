using CryptoEtl.Core.Historical;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Historical;

public sealed class SeriesCoverageTests
{
    private static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_an_answer_covered_is_held_with_its_first_and_last_point()
    {
        var source = new AnsweringSource(new(2024, 3, 1), new(2024, 4, 30));
        source.Answer(SeriesShapes.OfCoin(SeriesKinds.Chart, "bitcoin", [new(new(2024, 1, 1), new(2024, 5, 31))]), Now);

        var held = source.Coverage[SeriesKinds.Chart, "bitcoin"];

        Assert.Equal([new(new(2024, 1, 1), new(2024, 5, 31))], held.Days.All);
        Assert.Equal((new(2024, 3, 1), new(2024, 4, 30), 61), (held.FirstDay!.Value, held.LastDay!.Value, held.Points));
        Assert.Equal((new DateOnly(2024, 4, 30).DayNumber, 10.0 * new DateOnly(2024, 4, 30).DayNumber), (held.LastPriceUsd!.Value, held.LastCapUsd!.Value));
        Assert.Equal(["bitcoin"], source.Coverage.SubjectsOf(SeriesKinds.Chart));
        Assert.Empty(source.Coverage[SeriesKinds.Candles, "bitcoin"].Days.All);
    }

    [Fact]
    public void Days_that_were_not_settled_when_the_answer_came_are_not_covered()
    {
        var source = new AnsweringSource(new(2024, 1, 1));
        var request = SeriesShapes.OfCoin(SeriesKinds.Chart, "bitcoin", [new(new(2024, 1, 1), new(2024, 5, 31))]).Single();

        source.Answer([request], new(2024, 5, 31, 0, 39, 0, TimeSpan.Zero));
        Assert.Equal(new(2024, 5, 29), source.Coverage[SeriesKinds.Chart, "bitcoin"].Days.All[^1].To);

        source.Answer([request with { Subject = "late" }], new(2023, 12, 31, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(source.Coverage[SeriesKinds.Chart, "late"].Days.All);
    }

    [Fact]
    public void An_absent_series_is_covered_and_has_no_point()
    {
        var rows = new BatchBuilder(HistoricalTables.Coverage);
        CoverageRows.Add(rows, SeriesShapes.Dex("gone", new(new(2014, 1, 1), new(2024, 5, 30))), SeriesData.None(HistoricalTables.Dex), isAbsent: true, SeriesData.Origin(Now));
        var coverage = new SeriesCoverage();
        coverage.Add(rows.Build());

        Assert.True(coverage[SeriesKinds.Dex, "gone"].Days.Contains(new(2024, 5, 30)));
        Assert.Null(coverage[SeriesKinds.Dex, "gone"].LastDay);
        Assert.Equal("defillama /summary/dexs/gone?excludeTotalDataChartBreakdown=true", rows.Build().Texts("request")[0]);
        Assert.True(rows.Build().Flags("is_absent")[0]);
    }

    [Fact]
    public void A_day_without_a_cap_takes_away_no_cap()
    {
        var rows = new BatchBuilder(HistoricalTables.Coverage);
        Add(rows, day: 1, price: 5, cap: 100);
        Add(rows, day: 2, price: null, cap: null);
        var coverage = new SeriesCoverage();
        coverage.Add(rows.Build());

        var held = coverage[SeriesKinds.Chart, "bitcoin"];
        Assert.Equal((SeriesData.First.AddDays(2), 5, 100), (held.LastDay!.Value, held.LastPriceUsd!.Value, held.LastCapUsd!.Value));
    }

    [Fact]
    public void The_order_of_answers_does_not_matter() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var rows = new BatchBuilder(HistoricalTables.Coverage);
            foreach (var day in Enumerable.Range(0, 12).OrderBy(_ => random.Next()).Take(6))
                Add(rows, day, random.Next(3) == 0 ? null : random.Next(9), random.Next(3) == 0 ? null : random.Next(9));
            return Describe(rows.Build()) == Describe(SeriesData.Mixed(rows.Build(), seed));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static void Add(BatchBuilder rows, int day, double? price, double? cap) => rows
        .Text("series", SeriesKinds.Chart).Text("subject", "bitcoin").Day("from_day", SeriesData.First.AddDays(day)).Day("to_day", SeriesData.First.AddDays(day))
        .Integer("points", 1).Day("first_day", SeriesData.First.AddDays(day)).Day("last_day", SeriesData.First.AddDays(day))
        .Number("last_price_usd", price).Number("last_cap_usd", cap).EndRow();

    private static string Describe(Batch rows)
    {
        var coverage = new SeriesCoverage();
        coverage.Add(rows);
        var held = coverage[SeriesKinds.Chart, "bitcoin"];
        return $"{string.Join(',', held.Days.All)} {held.FirstDay} {held.LastDay} {held.LastPriceUsd} {held.LastCapUsd} {held.Points}";
    }
}
