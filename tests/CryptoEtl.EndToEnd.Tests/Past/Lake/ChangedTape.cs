using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoEtl.EndToEnd.Tests.Past;

/// <summary>A synthetic tape on which three large coins are told otherwise after the fact, and none else.</summary>
/// <remarks>
/// The coins have no cap from the day after <see cref="Day"/> on, so that the one of that day is carried: what becomes of it decides who is a member.
/// </remarks>
internal sealed class ChangedTape
{
    /// <summary>The day that is told otherwise.</summary>
    public const string Day = "2024-03-17";

    private const int Date = 1, Volume = 6, Cap = 7, Supply = 8;

    private ChangedTape(string before, string after, string[] coins) => (Before, After, Restated, Withdrawn, Filled) = (before, after, coins[0], coins[1], coins[2]);

    /// <summary>The tape before and after the last two changes; the first is in both, published on 2024-03-19.</summary>
    public string Before { get; }

    public string After { get; }

    /// <summary>Its cap becomes a billionth.</summary>
    public string Restated { get; }

    /// <summary>Its whole day is taken back.</summary>
    public string Withdrawn { get; }

    /// <summary>Its cap was not told at first.</summary>
    public string Filled { get; }

    public static async Task<ChangedTape> MakeAsync(string folder)
    {
        var (before, after) = (Path.Combine(folder, "before"), Path.Combine(folder, "after"));
        var made = await Etl.RunAsync("tape", "make", "--seed", "11", "--assets", "60", "--days", "140", "--end", "2024-03-31", "--out", before);
        Assert.True(made.ExitCode == 0, made.ToString());
        Directory.CreateDirectory(after);
        foreach (var file in Directory.EnumerateFiles(before))
            File.Copy(file, Path.Combine(after, Path.GetFileName(file)));

        var rows = File.ReadLines(Path.Combine(before, "daily.csv")).Select(line => line.Split(',')).ToList();
        var coins = Largest(rows, File.ReadAllText(Path.Combine(before, "assets.csv")));
        var cap = rows.First(row => row[0] == coins[0] && row[Date] == Day)[Cap];
        foreach (var tape in new[] { before, after })
        {
            await WriteAsync(tape, "daily.csv", rows.Where(row => tape == before || !Is(row, coins[1])).Select(row => Edited(row, coins, tape == before)));
            await WriteAsync(tape, "restatements.csv", ["asset_id,date,field,old,new,published_at", $"{coins[0]},{Day},market_cap_usd,{cap},{Billionth(cap)},2024-03-19T12:00:00Z"]);
        }

        return new(before, after, coins);
    }

    /// <summary>Bitcoin, coins that cannot be members and whatever has an id of no use in a command line are left alone.</summary>
    private static string[] Largest(List<string[]> rows, string assets) =>
    [
        .. rows.Where(row => row[Date] == Day && row[Cap].Length > 1 && row[Volume].Length > 0)
            .OrderByDescending(row => double.Parse(row[Cap], CultureInfo.InvariantCulture)).Select(row => row[0])
            .Where(coin => coin != "bitcoin" && coin.All(letter => char.IsAsciiLetterLower(letter) || letter == '-'))
            .Where(coin => !Regex.IsMatch(assets, $"(?m)^{coin},.*(stablecoins|rehypothecated)")).Take(3),
    ];

    private static string Edited(string[] row, string[] coins, bool isBefore)
    {
        var isCarried = coins.Contains(row[0]) && string.CompareOrdinal(row[Date], Day) > 0;
        if (isCarried || (isBefore && Is(row, coins[2])))
            row = [.. row[..Cap], "", "", .. row[(Supply + 1)..]];
        return string.Join(',', row);
    }

    private static bool Is(string[] row, string coin) => row[0] == coin && row[Date] == Day;

    private static string Billionth(string cap) => Math.Round(double.Parse(cap, CultureInfo.InvariantCulture) / 1e9).ToString(CultureInfo.InvariantCulture);

    private static Task WriteAsync(string tape, string file, IEnumerable<string> lines) =>
        File.WriteAllTextAsync(Path.Combine(tape, file), string.Join('\n', lines) + "\n");
}
