using System.Globalization;

namespace CryptoEtl.Simulator.Tape;

/// <summary>How each record becomes a line.</summary>
internal static class TapeRows
{
    public static void Add(this TapeWriter file, TapeAsset asset)
    {
        file.Add(asset.Id).Add(asset.Symbol).Add(asset.Name)
            .Add(asset.LunarCrushId?.ToString(CultureInfo.InvariantCulture))
            .Add(asset.OnCoinGecko ? "true" : "false").Add(asset.ListedOn).Add(asset.DiedOn)
            .Add(asset.MaxSupply).Add(asset.CapBasis == CapBasis.Close ? "close" : "open")
            .Add(string.Join('|', asset.Categories))
            .Add(string.Join('|', asset.Platforms.Select(p => p.Address.Length == 0 ? p.Platform : $"{p.Platform}:{p.Address}")))
            .EndRow();
    }

    public static void Add(this TapeWriter file, string asset, DailySeries daily)
    {
        for (var i = 0; i < daily.Count; i++)
        {
            file.Add(asset).Add(DateOnly.FromDayNumber(daily.Days[i]))
                .Add(daily.Open[i]).Add(daily.High[i]).Add(daily.Low[i]).Add(daily.Close[i])
                .Add(daily.Volume[i]).Add(daily.MarketCap[i]).Add(daily.Supply[i])
                .EndRow();
        }
    }

    public static void Add(this TapeWriter file, TapeProtocol protocol)
    {
        file.Add(protocol.Slug).Add(protocol.Number).Add(protocol.Name).Add(protocol.Symbol).Add(protocol.Category)
            .Add(string.Join('|', protocol.Chains)).Add(protocol.GeckoId).Add(protocol.Parent).Add(protocol.ListedOn)
            .EndRow();
    }

    public static void Add(this TapeWriter file, string protocol, string chain, DaySeries tvl)
    {
        for (var i = 0; i < tvl.Days.Length; i++)
            file.Add(protocol).Add(chain).Add(DateOnly.FromDayNumber(tvl.Days[i])).Add(tvl.Values[i]).EndRow();
    }

    public static void Add(this TapeWriter file, string asset, SocialSeries social)
    {
        for (var i = 0; i < social.Days.Length; i++)
        {
            file.Add(asset).Add(DateOnly.FromDayNumber(social.Days[i]))
                .Add(social.Interactions[i]).Add(social.SocialVolume[i]).Add(social.GalaxyScore[i])
                .Add(social.AltRank[i]).Add(social.Sentiment[i]).Add(social.Dominance[i])
                .EndRow();
        }
    }

    public static void Add(this TapeWriter file, DerivativeRow row) =>
        file.Add(row.Market).Add(row.Symbol).Add(row.AssetId).Add(row.Contract).Add(row.Day).Add(row.Price)
            .Add(row.OpenInterestUsd).Add(row.FundingRate).Add(row.FundingHours).Add(row.VolumeUsd).EndRow();

    public static void Add(this TapeWriter file, CoinbaseState row) =>
        file.Add(row.ProductId).Add(row.Base).Add(row.Quote).Add(row.AssetId).Add(row.From).Add(row.Status).EndRow();

    public static void Add(this TapeWriter file, Restatement row) =>
        file.Add(row.AssetId).Add(row.Day).Add(row.Field).Add(row.Old).Add(row.New).Add(row.PublishedAt).EndRow();

    public static void Add(this TapeWriter file, Defect row) =>
        file.Add(row.AssetId).Add(row.Day).Add(row.Scope).Add(row.Field).Add(row.Kind).Add(row.Value).EndRow();
}
