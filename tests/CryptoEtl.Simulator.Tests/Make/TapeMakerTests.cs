using System.Security.Cryptography;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Make;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Make;

public sealed class TapeMakerTests
{
    private static readonly Lazy<MarketTape> Made = new(() => MarketTape.Load(MadeTape.Path));

    [Fact]
    public void The_same_options_give_the_same_bytes_and_another_seed_others()
    {
        var options = new TapeMakeOptions { Seed = 3, Assets = 40, Days = 90 };

        Assert.Equal(Digest(options), Digest(options));
        Assert.NotEqual(Digest(options), Digest(options with { Seed = 4 }));
    }

    [Fact]
    public void The_bytes_are_pinned()
    {
        // A change here changes every tape: raise the format version or mean it.
        Assert.Equal("468520A2A9223D9085F15A5F1FA5E642EE6CD073AC45BDD24427E2892B14C722", Digest(new TapeMakeOptions { Seed = 1, Assets = 30, Days = 40 }));
    }

    [Fact]
    public void Assets_are_born_die_and_collapse()
    {
        var assets = Made.Value.Assets;
        var dead = assets.Where(asset => asset.DiedOn is not null).ToArray();

        Assert.Contains(assets, asset => asset.ListedOn > Made.Value.Info.FirstDay);
        Assert.InRange(dead.Length, assets.Count / 20, assets.Count / 2);
        Assert.Contains(dead, asset => Enumerable.Range(1, asset.Daily.Count - 1).Any(day => asset.Daily.Close[day] > 0 && asset.Daily.Close[day] < 0.4 * asset.Daily.Open[day]));
        Assert.All(dead, asset => Assert.Equal(asset.DiedOn, DateOnly.FromDayNumber(asset.Daily.Days[^1])));
    }

    [Fact]
    public void Names_break_naive_code()
    {
        var assets = Made.Value.Assets;

        Assert.Subset(assets.Select(asset => asset.Id).ToHashSet(), new HashSet<string> { "_", "-10", "1move token", "boringdao-[old]", "æternity", "狗狗幣", "bitcoin" });
        Assert.Contains(assets, asset => asset.Symbol.Length == 0);
        Assert.Contains(assets.Where(asset => asset.Symbol.Length > 0).GroupBy(asset => asset.Symbol), ticker => ticker.Count() > 2);
        Assert.Contains(assets, asset => asset.Name.Contains('"', StringComparison.Ordinal));
        Assert.Contains(assets, asset => !asset.OnCoinGecko && asset.LunarCrushId is not null);
        Assert.Contains(assets, asset => asset.LunarCrushId is null);
    }

    [Fact]
    public void Returns_follow_the_market()
    {
        var first = Returns("bitcoin");
        var correlations = Made.Value.Assets
            .Where(asset => asset.Daily.Count > 300 && !asset.Categories.Contains("stablecoins") && asset.DiedOn is null && asset.Id != "bitcoin")
            .Select(asset => Correlation(first, Returns(asset.Id)))
            .Order().ToArray();

        Assert.InRange(correlations[correlations.Length / 2], 0.15, 0.8);
    }

    [Fact]
    public void Every_daily_defect_is_declared_and_stands_in_the_tape()
    {
        var declared = Made.Value.Defects.Where(defect => defect.Scope == "daily").ToArray();
        var spots = declared.Select(defect => (defect.AssetId, defect.Day, defect.Kind)).ToHashSet();

        Assert.Subset(declared.Select(defect => defect.Kind).ToHashSet(), new HashSet<string> { "gap", "stale_cap", "unknown_cap", "zero_price", "inverted", "scaled" });
        foreach (var asset in Made.Value.Assets)
        {
            for (var i = 0; i < asset.Daily.Count; i++)
            {
                var day = DateOnly.FromDayNumber(asset.Daily.Days[i]);
                Assert.Equal(asset.Daily.Close[i] == 0, spots.Contains((asset.Id, day, "zero_price")));
                Assert.Equal(asset.Daily.High[i] < asset.Daily.Low[i], spots.Contains((asset.Id, day, "inverted")));
                Assert.Equal(double.IsNaN(asset.Daily.Supply[i]), spots.Contains((asset.Id, day, "stale_cap")) || spots.Contains((asset.Id, day, "unknown_cap")));
            }
        }
    }

    [Fact]
    public void Gaps_are_holes_of_the_declared_length()
    {
        foreach (var gap in Made.Value.Defects.Where(defect => defect.Kind == "gap"))
        {
            var days = Made.Value.Find(gap.AssetId)!.Daily.Days;
            var after = Array.FindIndex(days, day => day > gap.Day.DayNumber);
            Assert.Equal((int)gap.Value! + 1, days[after] - days[after - 1]);
        }
    }

    [Fact]
    public void Restatements_are_there_some_of_them_twice()
    {
        Assert.NotEmpty(Made.Value.Restatements);
        Assert.Contains(Made.Value.Restatements.GroupBy(row => (row.AssetId, row.Day, row.Field)), cell => cell.Count() == 2);
    }

    [Fact]
    public void Without_defects_asked_for_no_row_is_declared_for_the_last_day()
    {
        using var folder = new TempFolder();
        TapeMaker.Make(new TapeMakeOptions { Seed = 2, Assets = 300, Days = 30, DefectShare = 0 }, folder.Path, CancellationToken.None);

        Assert.DoesNotContain(MarketTape.Load(folder.Path).Defects, defect => defect.Scope == "live");
    }

    [Theory]
    [InlineData(3, 100, 0.03, "--assets"), InlineData(10, 5, 0.03, "--days"), InlineData(50_000, 10_000, 0.03, "--assets times --days"), InlineData(10, 100, 0.9, "--defects")]
    public void Options_that_make_no_market_are_named(int assets, int days, double share, string option)
    {
        var options = new TapeMakeOptions { Seed = 1, Assets = assets, Days = days, DefectShare = share };

        var refusal = Assert.Throws<BadInputException>(() => TapeMaker.Make(options, "unused", CancellationToken.None));

        Assert.StartsWith(option, refusal.Message, StringComparison.Ordinal);
    }

    private static double[] Returns(string id)
    {
        var close = Made.Value.Find(id)!.Daily.Close;
        return [.. close.TakeLast(300).Zip(close.TakeLast(299), (before, after) => before > 0 ? after / before - 1 : 0)];
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }

    private static string Digest(TapeMakeOptions options)
    {
        using var folder = new TempFolder();
        TapeMaker.Make(options, folder.Path, CancellationToken.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
