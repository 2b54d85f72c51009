using CryptoEtl.Simulator.Tape;

namespace CryptoEtl.Simulator.Prices;

/// <summary>The whole market at the simulated moment, ordered and ranked as the source would, its small faults included.</summary>
internal sealed class MarketSnapshot
{
    /// <summary>Category of tokens that stand for other tokens: wrapped, staked, pooled.</summary>
    public const string Rehypothecated = "rehypothecated";

    /// <summary>From this day on such tokens are left out of the markets list.</summary>
    public static readonly DateTimeOffset RehypothecatedHidden = new(2026, 2, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, AssetHistory> histories;
    private readonly Dictionary<string, LiveQuote> quotesById;

    public MarketSnapshot(MarketTape tape, DateTimeOffset now)
    {
        Now = now;
        Tape = tape;
        histories = tape.Assets.ToDictionary(asset => asset.Id, asset => new AssetHistory(asset), StringComparer.Ordinal);
        var builder = new QuoteBuilder(now);
        var defects = new DefectBook(tape.Defects.Where(defect => defect.Scope == "live" && defect.Day == Today), builder);

        var quotes = tape.Assets.Where(IsAlive).Select(asset => builder.Build(histories[asset.Id])).OfType<LiveQuote>();
        All = Ranking.Order(quotes, Today, hideRehypothecated: now >= RehypothecatedHidden);
        quotesById = All.ToDictionary(quote => quote.Id, StringComparer.Ordinal);
        Listed = defects.Repeat([.. All.Where(quote => quote.History.Asset.OnCoinGecko).Select(defects.Apply)]);
        TotalMarketCap = All.Sum(quote => quote.MarketCap ?? 0);
        TotalMarketCapDayBefore = All.Sum(quote => quote.MarketCapDayBefore ?? 0);
    }

    public DateTimeOffset Now { get; }

    public MarketTape Tape { get; }

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Every asset with a price, largest market cap first.</summary>
    public IReadOnlyList<LiveQuote> All { get; }

    /// <summary>Those CoinGecko lists, with the defects declared for today.</summary>
    public IReadOnlyList<LiveQuote> Listed { get; }

    /// <summary>Of all assets whose cap is known, US dollars.</summary>
    public double TotalMarketCap { get; }

    /// <summary>The same, 24 hours earlier.</summary>
    public double TotalMarketCapDayBefore { get; }

    /// <summary>Null for an id nobody knows yet.</summary>
    public AssetHistory? Find(string id) => histories.GetValueOrDefault(id);

    /// <summary>Null for an asset that is not on the market.</summary>
    public LiveQuote? Quote(string id) => quotesById.GetValueOrDefault(id);

    public bool IsAlive(TapeAsset asset) => asset.DiedOn is not { } died || died >= Today;

    public bool IsHidden(LiveQuote quote) =>
        Now >= RehypothecatedHidden && quote.History.Asset.Categories.Contains(Rehypothecated);
}
