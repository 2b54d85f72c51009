namespace CryptoEtl.Core.Universe.Comparison;

/// <summary>How one line of another list stands to our ranks.</summary>
/// <param name="AssetId">Null: none was found, or several.</param>
/// <param name="RankAmongHeld">Its rank with the coins of the list left out that the lake does not hold. Null: it is one of those.</param>
/// <param name="OurRank">rank_all. Null: none on that day.</param>
/// <param name="Miss">Null: our rank is within the tolerance. Else why not.</param>
/// <param name="MissAmongHeld">The same by the rank among held ones.</param>
public sealed record ComparedCoin(ListedCoin Coin, string? AssetId, int? RankAmongHeld, long? OurRank, string? Miss, string? MissAmongHeld);

/// <summary>One list, or all of them.</summary>
/// <param name="Listed">Lines.</param>
/// <param name="Held">Lines whose coin the lake has a chart point of within a week.</param>
/// <param name="Agreed">Lines whose rank is ours, within the tolerance.</param>
/// <param name="AgreedAmongHeld">The same with the list's ranks among held ones.</param>
public sealed record ComparisonCount(int Listed, int Held, int Agreed, int AgreedAmongHeld)
{
    /// <summary>Agreed of those held, a fraction. 0 when none is.</summary>
    public double Share => Held == 0 ? 0 : (double)Agreed / Held;

    public double ShareAmongHeld => Held == 0 ? 0 : (double)AgreedAmongHeld / Held;

    public static ComparisonCount Of(IReadOnlyCollection<ComparedCoin> coins) => new(
        coins.Count, coins.Count(coin => coin.RankAmongHeld is not null), coins.Count(coin => coin.Miss is null), coins.Count(coin => coin.MissAmongHeld is null));
}

/// <summary>Another's lists against our universe.</summary>
/// <param name="DaysBefore">Our day is the list's day less so many.</param>
/// <param name="Coins">Every line of every list whose day the universe has.</param>
/// <param name="ListsWithoutDay">Lists of days that the universe does not have.</param>
public sealed record ComparisonReport(int DaysBefore, IReadOnlyList<ComparedCoin> Coins, int ListsWithoutDay)
{
    public ComparisonCount InAll => ComparisonCount.Of(Coins);

    public IEnumerable<(DateOnly Day, ComparisonCount Count)> ByList =>
        Coins.GroupBy(coin => coin.Coin.Day).OrderBy(list => list.Key).Select(list => (list.Key, ComparisonCount.Of([.. list])));

    public IEnumerable<(int Year, ComparisonCount Count)> ByYear =>
        Coins.GroupBy(coin => coin.Coin.Day.Year).OrderBy(list => list.Key).Select(list => (list.Key, ComparisonCount.Of([.. list])));

    /// <summary>Why lines disagree, by the first word of the reason.</summary>
    public IEnumerable<(string Reason, int Count)> Misses =>
        Coins.Where(coin => coin.Miss is not null).GroupBy(coin => coin.Miss!.Split(':')[0]).Select(one => (one.Key, one.Count())).OrderByDescending(one => one.Item2);
}
