using System.Globalization;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>Input files of six assets and twelve days, small enough to work out values by hand.</summary>
internal sealed class FeatureFilesOfATest : IDisposable
{
    public const int Assets = 6, Days = 12;

    private readonly string folder = Directory.CreateTempSubdirectory("cryptoetl-features-").FullName;

    public FeatureFilesOfATest()
    {
        var pairs = Enumerable.Range(0, Days).SelectMany(_ => Enumerable.Range(0, Assets), (day, asset) => (asset, day)).ToList();
        Write("daily.csv", "date,asset_id,open,high,low,close,volume,market_cap", [.. pairs.Select(pair => Bar(pair.asset, pair.day))]);
        Write("universe.csv", "date,asset_id", [.. pairs.Select(pair => $"{Date(pair.day)},{Name(pair.asset)}")]);
    }

    public string this[string file] => Path.Combine(folder, file);

    /// <summary>Files in the folder, hidden ones too.</summary>
    public IEnumerable<string> All => Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path));

    public static string Name(int asset) => $"coin-{(char)('a' + asset)}";

    public static string Date(int day) => new DateOnly(2024, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static double Close(int asset, int day) => 10 + asset + (day * (asset + 3) % 7);

    /// <summary>The larger the letter, the larger the coin.</summary>
    public static double Cap(int asset) => 1000 * (asset + 1);

    public string Write(string file, string header, params string[] lines)
    {
        File.WriteAllText(this[file], $"{header}\n{string.Join('\n', lines)}\n");
        return this[file];
    }

    public string[] Arguments(string output, params string[] more) =>
        ["features", "--daily", this["daily.csv"], "--universe", this["universe.csv"], "--out", this[output], .. more];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Bar(int asset, int day)
    {
        var (close, open) = (Close(asset, day), Close(asset, Math.Max(0, day - 1)));
        return string.Create(CultureInfo.InvariantCulture, $"{Date(day)},{Name(asset)},{open},{Math.Max(open, close) + 1},{Math.Min(open, close) - 1},{close},{100 + asset},{Cap(asset)}");
    }
}
