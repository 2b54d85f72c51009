using CryptoEtl.Core.Features;
using CryptoEtl.Core.Tests.Features.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Features;

/// <summary>Laws that hold on any market.</summary>
public sealed class FeatureProperties
{
    [Fact]
    public void Whatever_comes_later_changes_no_earlier_row() => Check((tape, random) =>
    {
        var day = random.Next(tape.FirstDay + 5, tape.LastDay);
        var decision = Tape.Decision(tape.Config, day);
        var more = tape.Records.Where(_ => random.Next(4) == 0).Select(record => record with
        {
            Value = random.Next(5) == 0 ? double.NaN : record.Value * (0.5 + random.NextDouble()),
            Published = decision + 1 + random.NextInt64(20 * TimeSpan.TicksPerDay),
        });
        return Same(tape, tape.And(more), tape.FirstDay, day, tape.Assets, _ => true);
    });

    [Fact]
    public void What_becomes_of_others_changes_nothing_of_an_assets_own() => Check((tape, random) =>
    {
        var own = tape.Assets[random.Next(tape.Assets.Count)];
        var other = tape.With(record => record.Asset == own ? record : record with { Value = record.Value * (0.5 + random.NextDouble()) }) with { Members = [] };
        return Same(tape, other, tape.FirstDay, tape.LastDay, [own], column => !Columns.OfOthers.Contains(column))
            && Same(tape, tape.Without(record => record.Asset != own), tape.FirstDay, tape.LastDay, [own], column => !Columns.OfOthers.Contains(column));
    });

    [Fact]
    public void The_order_in_which_records_of_different_moments_come_does_not_matter() => Check((tape, random) =>
    {
        var mixed = tape.Records.Select((record, at) => (record, at)).GroupBy(one => (one.record.Asset, one.record.Series, one.record.Place))
            .OrderBy(_ => random.Next()).SelectMany(told => told.OrderBy(one => one.record.Published is null ? 0 : 1).ThenBy(one => one.at).Select(one => one.record));
        return Same(tape, new(tape.Config, [.. mixed], tape.Members), tape.FirstDay, tape.LastDay, [.. tape.Assets, Columns.Market], _ => true);
    });

    [Fact]
    public void Prices_in_another_unit_leave_what_has_none() => Check((tape, _) =>
    {
        string[] unitless = ["ret_1d", "ret_7d", "vol_30d", "natr_14", "rsi_14", "adx_14", "don_break_20", "max_drawdown_90", "up_frac_30", "aroon_osc_25"];
        var doubled = tape.With(record => record.Series <= (int)Field.Close ? record with { Value = record.Value * 2 } : record);
        return Same(tape, doubled, tape.FirstDay, tape.LastDay, tape.Assets, unitless.Contains);
    });

    private static bool Same(Tape one, Tape other, int firstDay, int lastDay, IEnumerable<string> keys, Func<string, bool> columns)
    {
        var (expected, got, differences) = (Rows.ByEngine(one, firstDay, lastDay), Rows.ByEngine(other, firstDay, lastDay), new Differences());
        for (var day = firstDay; day <= lastDay; day++)
            differences.Compare(expected, got, day, keys, Differences.IsSame, columns);
        differences.Throw("two tapes");
        return expected.Keys.Any(row => row.Key != Columns.Market);
    }

    private static void Check(Func<Tape, Random, bool> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => holds(Small(seed), new(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    private static Tape Small(int seed) => RandomTape.Make(seed, assets: 3 + seed % 4, days: 60 + seed % 60, dirt: seed % 3);
}
