using CryptoEtl.Core;

namespace CryptoEtl.Simulator.Tape;

/// <summary>Loads a tape, file after file, and refuses whatever contradicts the format.</summary>
/// <param name="asOf">Rows of later days are checked but not kept. Null: everything is kept.</param>
internal sealed class TapeReader(string directory, DateTimeOffset? asOf)
{
    private readonly int lastVisible = asOf is { } moment ? DateOnly.FromDateTime(moment.UtcDateTime).DayNumber : int.MaxValue;
    private readonly Dictionary<string, TapeAsset> assets = new(StringComparer.Ordinal);
    private TapeInfo info = null!;

    public MarketTape Read()
    {
        info = TapeInfoFile.Read(directory);
        ReadAssets();
        var daily = DailyFiles.ReadDaily(this);
        var social = DailyFiles.ReadSocial(this);
        var protocols = ProtocolFiles.Read(this);
        var derivatives = ListFiles.ReadDerivatives(this);
        var coinbase = ListFiles.ReadCoinbase(this);
        var restatements = ListFiles.ReadRestatements(this, daily);
        var defects = ListFiles.ReadDefects(this);

        var known = assets.Values
            .Where(asset => asset.ListedOn.DayNumber <= lastVisible)
            .OrderBy(asset => asset.Id, StringComparer.Ordinal)
            .Select(asset => asset with
            {
                DiedOn = asset.DiedOn is { } died && died.DayNumber < lastVisible ? died : null,
                Daily = daily.GetValueOrDefault(asset.Id, DailySeries.Empty),
                Social = social.GetValueOrDefault(asset.Id, SocialSeries.Empty),
            })
            .ToArray();

        return new MarketTape(info, known, protocols, derivatives, coinbase, restatements, defects);
    }

    public CsvRows Open(string file, string[] columns) => CsvRows.Open(directory, file, columns);

    /// <summary>True if something that happened at <paramref name="moment"/> is known already.</summary>
    public bool Knows(DateTimeOffset moment) => asOf is null || moment <= asOf;

    public bool Keeps(DateOnly day) => day.DayNumber <= lastVisible;

    /// <summary>The restatements are applied only when the tape is read as of a moment.</summary>
    public bool Applies => asOf is not null;

    public string KnownAsset(CsvRows rows, int column)
    {
        var id = rows.Required(column);
        return assets.ContainsKey(id) ? id : throw rows.Bad(column, "is not an asset of assets.csv");
    }

    /// <summary>A day within the first and last day of tape.json.</summary>
    public DateOnly Day(CsvRows rows, int column)
    {
        var day = rows.Date(column);
        return day >= info.FirstDay && day <= info.LastDay
            ? day
            : throw rows.Bad(column, $"lies outside the tape, {info.FirstDay:yyyy-MM-dd} to {info.LastDay:yyyy-MM-dd}");
    }

    /// <summary>A day on which the asset was on the market. Social activity may come before and after; prices may not.</summary>
    public DateOnly DayOnMarket(CsvRows rows, int column, string asset)
    {
        var (day, life) = (Day(rows, column), assets[asset]);
        if (day < life.ListedOn)
            throw rows.Bad(column, $"lies before the listing on {life.ListedOn:yyyy-MM-dd}");

        return day > life.DiedOn ? throw rows.Bad(column, $"lies after the death on {life.DiedOn:yyyy-MM-dd}") : day;
    }

    private void ReadAssets()
    {
        using var rows = Open(TapeFiles.Assets, TapeFiles.AssetColumns);
        var numbers = new HashSet<int>();

        while (rows.Read())
        {
            var asset = AssetRow.Parse(rows);
            if (!assets.TryAdd(asset.Id, asset))
                throw rows.Bad(0, "duplicate key: the asset appears twice");
            if (asset.LunarCrushId is { } number && !numbers.Add(number))
                throw rows.Bad(3, "duplicate key: the LunarCrush id belongs to another asset");
        }

        if (assets.Count == 0)
            throw BadInputException.At(TapeFiles.Assets, 2, "asset_id", null, "the tape has no asset");
    }
}
