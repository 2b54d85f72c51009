namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>A tape small enough to read, written as text, so that a test can break one spot of it.</summary>
/// <remarks>
/// Five days to 2024-03-05. <c>alpha</c> lives, <c>beta</c> dies on the third, <c>gamma</c> is listed on the fourth and values
/// its cap at the open, <c>delta coin</c> misses the fourth and fifth.
/// </remarks>
internal sealed class SmallTape : IDisposable
{
    private readonly TempFolder folder = new();

    public SmallTape()
    {
        foreach (var (name, text) in Files)
            File.WriteAllText(PathOf(name), text);
    }

    public string Path => folder.Path;

    public static IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>
    {
        ["tape.json"] = """
            {
              "format_version": 1,
              "name": "small",
              "first_day": "2024-03-01",
              "last_day": "2024-03-05",
              "seed": null,
              "provenance": "by hand"
            }
            """,
        ["assets.csv"] = """
            asset_id,symbol,name,lunarcrush_id,on_coingecko,listed_on,died_on,max_supply,cap_basis,categories,platforms
            alpha,AAA,Alpha,7,true,2024-03-01,,2000,close,layer-1,alpha
            beta,BBB,Béta,,true,2024-03-01,2024-03-03,,close,meme-token|gaming,ethereum:0xb0|solana:9n
            gamma,AAA,"Gamma, the third",9,true,2024-03-04,,,open,,ethereum:0xc0
            delta coin,DDD,Delta,12,true,2024-03-01,,,close,,
            only-lunar,LLL,Only Lunar,13,false,2024-03-01,,,close,,

            """,
        ["daily.csv"] = """
            asset_id,date,open,high,low,close,volume_usd,market_cap_usd,circulating_supply
            alpha,2024-03-01,100,120,90,110,1000,110000,1000
            alpha,2024-03-02,110,130,105,125,1200,125000,1000
            alpha,2024-03-03,125,126,100,101,1500,101000,1000
            alpha,2024-03-04,101,140,100,139,1700,139000,1000
            alpha,2024-03-05,139,150,130,145,1900,145000,1000
            beta,2024-03-01,1,1.2,0.9,1.1,50,5500,5000
            beta,2024-03-02,1.1,1.1,0.4,0.5,60,2500,5000
            beta,2024-03-03,0.5,0.5,0.01,0.01,70,50,5000
            gamma,2024-03-04,10,12,9,11,,1000,100
            gamma,2024-03-05,11,13,10,12,300,1100,100
            delta coin,2024-03-01,2,2,2,2,0,0,
            delta coin,2024-03-02,2,2,2,2,0,0,
            delta coin,2024-03-03,2,2,2,2,0,0,
            only-lunar,2024-03-01,5,6,4,5,10,50,10
            only-lunar,2024-03-02,5,6,4,5,10,50,10
            only-lunar,2024-03-03,5,6,4,5,10,50,10
            only-lunar,2024-03-04,5,6,4,5,10,50,10
            only-lunar,2024-03-05,5,6,4,5,10,50,10

            """,
        ["protocols.csv"] = """
            slug,id,name,symbol,category,chains,gecko_id,parent,listed_on
            lender,1,Lender,AAA,Lending,Ethereum|BSC,alpha,,2024-03-01
            lender-v2,2,Lender V2,,Lending,Ethereum,,lender,2024-03-03

            """,
        ["onchain.csv"] = """
            protocol,chain,date,tvl_usd
            lender,,2024-03-01,1000
            lender,,2024-03-02,1100
            lender,,2024-03-04,
            lender,Ethereum,2024-03-01,600
            lender,Ethereum,2024-03-02,700
            lender-v2,,2024-03-03,50

            """,
        ["social.csv"] = """
            asset_id,date,interactions,social_volume,galaxy_score,alt_rank,sentiment,social_dominance
            alpha,2024-03-01,500,50,61.5,3,80,1.5
            alpha,2024-03-02,600,60,62.5,2,81,1.6

            """,
        ["derivatives.csv"] = """
            market,symbol,asset_id,contract,date,price,open_interest_usd,funding_rate,funding_hours,volume_usd
            venue,AAAUSDT,alpha,perpetual,2024-03-02,125,5000,0.0001,8,900

            """,
        ["coinbase_products.csv"] = """
            product_id,base,quote,asset_id,from_date,status
            AAA-USD,AAA,USD,alpha,2024-03-02,online

            """,
        ["restatements.csv"] = """
            asset_id,date,field,old,new,published_at
            alpha,2024-03-01,close,110,111,2024-03-03T06:00:00Z
            alpha,2024-03-01,close,111,112,2024-03-04T06:00:00Z

            """,
        ["defects.csv"] = """
            asset_id,date,scope,field,kind,value
            gamma,2024-03-05,live,current_price,zero,

            """,
    };

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Replaces text that must be there.</summary>
    public SmallTape With(string file, string old, string replacement)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(PathOf(file), text.Replace(old, replacement, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Leaves the header of a file and nothing else.</summary>
    public SmallTape WithoutRows(string file)
    {
        File.WriteAllText(PathOf(file), File.ReadAllLines(PathOf(file))[0] + "\n");
        return this;
    }

    public void Dispose() => folder.Dispose();
}
