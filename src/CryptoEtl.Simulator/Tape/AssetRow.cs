namespace CryptoEtl.Simulator.Tape;

/// <summary>One line of assets.csv.</summary>
internal static class AssetRow
{
    public static TapeAsset Parse(CsvRows rows)
    {
        var listed = rows.Date(5);
        var died = rows.DateOrNull(6);
        if (died < listed)
            throw rows.Bad(6, "lies before listed_on");

        return new TapeAsset(
            rows.Required(0), rows[1], rows.Required(2), Number(rows, 3), rows.Flag(4), listed, died,
            rows.NumberOrNull(7), Basis(rows, 8), List(rows[9]), Platforms(rows, 10));
    }

    public static IReadOnlyList<string> List(string text) => text.Length == 0 ? [] : text.Split('|');

    private static int? Number(CsvRows rows, int column)
    {
        var number = rows.NumberOrNull(column);
        if (number is null)
            return null;

        return number is >= 1 and <= int.MaxValue && number == Math.Floor(number.Value)
            ? (int)number
            : throw rows.Bad(column, "is not a positive whole number");
    }

    private static CapBasis Basis(CsvRows rows, int column) => rows[column] switch
    {
        "close" => CapBasis.Close,
        "open" => CapBasis.Open,
        _ => throw rows.Bad(column, "is neither close nor open"),
    };

    // ethereum:0xabc|solana:9n4n ; the platform alone for a native coin.
    private static AssetPlatform[] Platforms(CsvRows rows, int column) =>
    [
        .. List(rows[column]).Select(entry => entry.Split(':', 2) switch
        {
            [{ Length: > 0 } platform, var address] => new AssetPlatform(platform, address),
            [{ Length: > 0 } platform] => new AssetPlatform(platform, ""),
            _ => throw rows.Bad(column, "has an entry without a platform"),
        }),
    ];
}
