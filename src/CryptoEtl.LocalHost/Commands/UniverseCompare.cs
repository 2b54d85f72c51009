using System.Globalization;
using System.IO.Compression;
using CryptoEtl.Core;
using CryptoEtl.Core.Universe.Bias;
using CryptoEtl.Core.Universe.Comparison;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl universe compare</c>.</summary>
internal static class UniverseCompare
{
    public static async Task<int> RunAsync(
        UniverseLake lake, IReadOnlyList<string> files, int tolerance, string? misses, TextWriter output, CancellationToken cancellation)
    {
        var lists = files.Select(file => (File: file, Coins: Read(file))).ToList();
        var days = lists.SelectMany(list => list.Coins.Select(coin => coin.Day)).ToList();
        if (days.Count == 0)
            throw new BadInputException("the lists are empty");
        var panel = new ClosePanel(days.Min().AddDays(-8), days.Max().AddDays(7));
        await foreach (var rows in lake.ChartAsync(cancellation))
            panel.Add(rows);
        var names = new AssetNames(await lake.ListingAsync(cancellation).ToListAsync(cancellation));
        var ranks = new RankBook(await lake.MembershipAsync(cancellation).ToListAsync(cancellation));
        var comparison = new RankComparison(names, ranks, panel, tolerance);

        var reports = lists.Select(list => (list.File, Reports: comparison.Compare(list.Coins))).ToList();
        foreach (var (file, (better, other)) in reports)
            Write(file, better, other, output);
        if (misses is not null)
            await File.WriteAllLinesAsync(misses, Lines(reports.Select(report => (report.File, report.Reports.Better))), cancellation);
        return ExitCodes.Done;
    }

    private static List<ListedCoin> Read(string file)
    {
        if (!File.Exists(file))
            throw new BadInputException($"{file}: there is no such file");
        using var stream = File.OpenRead(file);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        return [.. RankListFile.Read(reader, Path.GetFileName(file))];
    }

    private static void Write(string file, ComparisonReport report, ComparisonReport other, TextWriter output)
    {
        output.WriteLine($"{Path.GetFileName(file)}: {report.ByList.Count()} lists, {report.ListsWithoutDay} of days the universe lacks");
        output.WriteLine($"  day of the universe: {report.DaysBefore} before the list's ({Percent(report.InAll.ShareAmongHeld)}; with {other.DaysBefore} before, {Percent(other.InAll.ShareAmongHeld)})");
        output.WriteLine($"  {"year",-8}{"listed",9}{"held",9}{"agreed",9}{"of held",9}{"corrected",11}{"of held",9}");
        foreach (var (year, count) in report.ByYear)
            output.WriteLine(Line(year.ToString(CultureInfo.InvariantCulture), count));
        output.WriteLine(Line("in all", report.InAll));
        output.WriteLine($"  misses: {string.Join("; ", report.Misses.Select(miss => $"{miss.Reason} {miss.Count}"))}");
        output.WriteLine();
    }

    private static string Line(string head, ComparisonCount count) =>
        $"  {head,-8}{count.Listed,9}{count.Held,9}{count.Agreed,9}{Percent(count.Share),9}{count.AgreedAmongHeld,11}{Percent(count.ShareAmongHeld),9}";

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(IEnumerable<(string File, ComparisonReport Report)> reports) =>
    [
        "file,day,rank,rank_among_held,name,symbol,slug,asset_id,our_rank,reason,reason_among_held",
        .. reports.SelectMany(report => report.Report.Coins.Where(coin => coin.Miss is not null || coin.MissAmongHeld is not null).Select(coin => string.Join(',',
            [
                Path.GetFileName(report.File), coin.Coin.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), $"{coin.Coin.Rank}", $"{coin.RankAmongHeld}",
                Quoted(coin.Coin.Name), Quoted(coin.Coin.Symbol), Quoted(coin.Coin.Slug), Quoted(coin.AssetId), $"{coin.OurRank}", Quoted(coin.Miss), Quoted(coin.MissAmongHeld),
            ]))),
    ];

    private static string Quoted(string? text) =>
        text is null ? "" : text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
