using CryptoEtl.Core.Tests.Features.Reference;
using Xunit.Abstractions;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>Rows are made of nothing that came after their decision, and a check that could not tell would be told of here.</summary>
public sealed class TruncationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void A_row_is_the_same_to_the_last_bit_without_all_that_came_after_it(int seed)
    {
        var tape = RandomTape.Make(seed, assets: 8, days: 250, dirt: 0.5);
        var days = Truncation.Days(tape, seed, atRandom: 20, eventful: int.MaxValue);
        output.WriteLine($"{days.Count} days, {tape.Events.Count} events");
        Truncation.Check(Rows.ByEngine, tape, days).Throw($"seed {seed}");
    }

    [Fact]
    public void The_definitions_themselves_do_not_look_ahead()
    {
        var tape = RandomTape.Make(23, assets: 6, days: 120);
        Truncation.Check(Rows.ByDefinition, tape, Truncation.Days(tape, 23, atRandom: 10, eventful: 3)).Throw("by definition");
    }

    public static TheoryData<string, string> Leaks => new()
    {
        { nameof(InputLeaks.AnchorWithoutLag), "tvl_chg_7d galaxy_score dex_volume_z_30" },
        { nameof(InputLeaks.LatestVintage), "ret_7d log_mcap vol_30d mkt_ret_1d (row)" },
        { nameof(InputLeaks.UniverseOfToday), "size_rank mkt_ret_1d universe_n" },
        { nameof(InputLeaks.BackwardFill), "tvl_chg_7d sentiment_ma_7" },
        { nameof(InputLeaks.NearestMatch), "tvl_chg_7d sentiment_ma_7" },
        { nameof(OutputLeaks.CentredWindow), "ret_7d" },
        { nameof(OutputLeaks.FullSampleZ), "ret_1d" },
        { nameof(OutputLeaks.SameDayCaps), "mkt_ret_1d" },
    };

    /// <summary>Leaks of one column must not be seen in another.</summary>
    private static readonly string[] OfOneColumn = [nameof(OutputLeaks.CentredWindow), nameof(OutputLeaks.FullSampleZ), nameof(OutputLeaks.SameDayCaps)];

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_leak_is_seen(string leak, string features)
    {
        var tape = RandomTape.Make(24, assets: 8, days: 150);
        var seen = Truncation.Check(Leaking(leak), tape, Truncation.Days(tape, 24, atRandom: 20, eventful: 12));
        output.WriteLine(seen.Text);
        Assert.Empty(features.Split(' ').Except(seen.Features));
        if (OfOneColumn.Contains(leak))
            Assert.Equal([features], seen.Features);
    }

    [Fact]
    public void Without_a_leak_none_is_seen_on_the_same_days()
    {
        var tape = RandomTape.Make(24, assets: 8, days: 150);
        Truncation.Check(Rows.ByEngine, tape, Truncation.Days(tape, 24, atRandom: 20, eventful: 12)).Throw("no leak");
    }

    private static RowMaker Leaking(string name) => name switch
    {
        nameof(InputLeaks.AnchorWithoutLag) => InputLeaks.AnchorWithoutLag,
        nameof(InputLeaks.LatestVintage) => InputLeaks.LatestVintage,
        nameof(InputLeaks.UniverseOfToday) => InputLeaks.UniverseOfToday,
        nameof(InputLeaks.BackwardFill) => InputLeaks.BackwardFill,
        nameof(InputLeaks.NearestMatch) => InputLeaks.NearestMatch,
        nameof(OutputLeaks.CentredWindow) => OutputLeaks.CentredWindow,
        nameof(OutputLeaks.FullSampleZ) => OutputLeaks.FullSampleZ,
        nameof(OutputLeaks.SameDayCaps) => OutputLeaks.SameDayCaps,
        _ => throw new ArgumentException($"no leak {name}", nameof(name)),
    };
}
