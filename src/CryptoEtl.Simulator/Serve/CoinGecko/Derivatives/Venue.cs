using System.Globalization;
using System.Text.Json;
using CryptoEtl.Simulator.Prices;

namespace CryptoEtl.Simulator.Serve.CoinGecko.Derivatives;

/// <summary>A derivatives exchange and its contracts.</summary>
internal sealed class Venue
{
    private static readonly string[] Countries = ["Cayman Islands", "Seychelles", "British Virgin Islands", "Singapore", "Panama"];

    private readonly ulong seed;
    private readonly double? bitcoin;

    public Venue(string name, IReadOnlyList<Contract> contracts, MarketSnapshot market)
    {
        Name = name;
        Contracts = contracts;
        Id = IdOf(name);
        seed = StableHash.Of(name);
        bitcoin = market.Quote("bitcoin")?.Price is > 0 and var price ? price : null;
    }

    /// <summary>As <c>/derivatives</c> spells it: that endpoint does not know ids.</summary>
    public string Name { get; }

    public string Id { get; }

    /// <summary>The expired ones included.</summary>
    public IReadOnlyList<Contract> Contracts { get; }

    /// <summary>Null where no contract tells its open interest.</summary>
    public double? OpenInterestBtc
    {
        get
        {
            var known = Trading.Select(contract => contract.Row.OpenInterestUsd).OfType<double>().ToArray();
            return known.Length == 0 || bitcoin is null ? null : Math.Round(known.Sum() / bitcoin.Value, 2);
        }
    }

    /// <summary>0 where bitcoin has no price.</summary>
    public double VolumeBtc => bitcoin is { } price ? Math.Round(Trading.Sum(contract => contract.Row.VolumeUsd ?? 0) / price, 2) : 0;

    private IEnumerable<Contract> Trading => Contracts.Where(contract => !contract.Expired);

    /// <summary>CoinGecko's own id of a venue it is known to have; of others <c>Some (Futures)</c> becomes <c>some_futures</c>.</summary>
    public static string IdOf(string name) => VenueIds.Of(name) ?? Derived(name);

    private static string Derived(string name)
    {
        var words = new string([.. name.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "_" : string.Join('_', words);
    }

    /// <param name="withId">The list has ids, the single venue has not.</param>
    public void WriteMembers(Utf8JsonWriter json, bool withId)
    {
        json.WriteString("name", Name);
        if (withId)
            json.WriteString("id", Id);
        json.WriteNumberOrNull("open_interest_btc", OpenInterestBtc);
        json.WriteString("trade_volume_24h_btc", Rounding.Text(VolumeBtc));
        json.WriteNumber("number_of_perpetual_pairs", Trading.Count(contract => contract.Row.Contract == "perpetual"));
        json.WriteNumber("number_of_futures_pairs", Trading.Count(contract => contract.Row.Contract != "perpetual"));
        WriteOffice(json);
    }

    private void WriteOffice(Utf8JsonWriter json)
    {
        var number = (1 + seed % 2_000).ToString(CultureInfo.InvariantCulture);
        json.WriteString("image", $"https://coin-images.coingecko.com/markets/images/{number}/small/{Uri.EscapeDataString(Id)}.jpg");
        json.WriteNumberOrNull("year_established", Share(1) < 0.3 ? null : 2013 + (int)(10 * Share(2)));
        json.WriteString("country", Share(3) < 0.3 ? null : Countries[(int)(Countries.Length * Share(4))]);
        // Both are null now and then, though the specification does not allow it.
        json.WriteString("description", Share(5) < 0.02 ? null : "");
        json.WriteString("url", Share(5) < 0.02 ? null : $"https://{Uri.EscapeDataString(Id)}.example/");
    }

    private double Share(int salt) => StableHash.Unit(StableHash.Of(seed, salt));
}
