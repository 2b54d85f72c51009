using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Features.Series;
using CryptoEtl.Data.Features.Files;

namespace CryptoEtl.Data.Tests.Features.Files;

/// <summary>Small input files in a folder that is gone after the test.</summary>
internal sealed class FilesOfATest : IDisposable
{
    public const string Bars = "asset_id,date,open,high,low,close,volume,market_cap";

    private readonly TemporaryFolder folder = new();

    public FilesOfATest()
    {
        Write("daily.csv", Bars, "btc,2024-01-01,10,12,9,11,1000,5000", "btc,2024-01-02,11,13,10,12,1100,5500");
        Write("universe.csv", "date,asset_id", "2024-01-01,btc", "2024-01-02,btc");
    }

    /// <summary>The files that were written, by their usual names.</summary>
    public FeatureFiles All => new(
        At("daily.csv"), At("universe.csv"), File.Exists(At("hourly.csv")) ? At("hourly.csv") : null, File.Exists(At("revisions.csv")) ? At("revisions.csv") : null);

    public string At(string name) => Path.Combine(folder.Path, name);

    public string Write(string name, params string[] lines)
    {
        File.WriteAllText(At(name), string.Join('\n', lines) + "\n");
        return At(name);
    }

    public FeatureInput Read() => FeatureInput.Read(All, new());

    public string Refusal() => Assert.Throws<BadInputException>(Read).Message;

    /// <summary>A value on time.</summary>
    public static double Value(AssetHistory asset, Field field, string day) =>
        asset.OnTime((int)field) is { } values ? values[Day(day) - asset.FirstDay] : double.NaN;

    public static int Day(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).DayNumber;

    public void Dispose() => folder.Dispose();
}
