namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>The main proof that nothing looks ahead: what a row is with the whole tape, it is with what there was at its decision, to the last bit.</summary>
internal static class Truncation
{
    public static Differences Check(RowMaker make, Tape tape, IEnumerable<int> days)
    {
        var full = make(tape, tape.FirstDay, tape.LastDay);
        var differences = new Differences();
        foreach (var day in days)
        {
            var cut = make(tape.CutAt(day), day, day);
            string[] keys = [.. tape.Assets, Columns.Market];
            differences.Compare(full, cut, day, keys, Differences.IsSame);
            foreach (var key in keys.Where(key => full.Published.GetValueOrDefault((key, day)) != cut.Published.GetValueOrDefault((key, day))))
                differences.Add("max_published_at", key, day, $"{full.Published.GetValueOrDefault((key, day))}", $"{cut.Published.GetValueOrDefault((key, day))}");
        }

        return differences;
    }

    /// <summary>Days strictly inside the tape: some at random, and around events those before, of and after.</summary>
    public static SortedSet<int> Days(Tape tape, int seed, int atRandom, int eventful)
    {
        var random = new Random(seed);
        var inside = Enumerable.Range(tape.FirstDay + 1, tape.LastDay - tape.FirstDay - 2).ToArray();
        var events = tape.Events.OrderBy(_ => random.Next()).Take(eventful).SelectMany(day => new[] { day - 1, day, day + 1 });
        return [.. inside.OrderBy(_ => random.Next()).Take(atRandom), .. events.Where(day => day >= inside[0] && day <= inside[^1])];
    }
}
