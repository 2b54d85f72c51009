using CryptoEtl.Simulator.Tests.Support;

namespace CryptoEtl.Simulator.Tests.Serve;

public sealed class SameAnswerTests
{
    [Theory]
    [InlineData("/api/v3/coins/markets?vs_currency=usd&per_page=250&sparkline=true")]
    [InlineData("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=30")]
    [InlineData("/api/v3/coins/list")]
    [InlineData("/protocols")]
    [InlineData("/api/v3/derivatives")]
    [InlineData("/products")]
    [InlineData("/api4/public/coins/btc/time-series/v2?interval=3m")]
    [InlineData("/api/v3/exchanges/gdax/tickers?page=2")]
    [InlineData("/api/v3/derivatives/exchanges/okex_swap?include_tickers=unexpired")]
    [InlineData("/api4/public/coins/list/v2?limit=1000")]
    [InlineData("/protocol/protocol-2")]
    [InlineData("/overview/dexs")]
    [InlineData("/v2/historicalChainTvl/Ethereum")]
    [InlineData("/sim-key/yields/perps")]
    [InlineData("/api/v3/global/market_cap_chart?days=max")]
    public async Task The_same_request_gives_the_same_bytes_on_another_server_and_side_by_side(string path)
    {
        var simulated = await MadeTape.AtNoonAsync();
        await using var other = await Simulated.StartAsync(MadeTape.Path, MadeTape.Noon);

        var expected = await other.GetAsync(path);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => simulated.GetAsync(path)));

        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Theory]
    [InlineData("/api/v3/coins/markets?vs_currency=usd", "public, max-age=45")]
    [InlineData("/api/v3/coins/bitcoin/market_chart?vs_currency=usd&days=30", "public, max-age=30")]
    [InlineData("/protocols", "public, max-age=600")]
    public async Task Headers_are_as_recorded_and_the_date_is_the_simulated_one(string path, string cacheControl)
    {
        var simulated = await MadeTape.AtNoonAsync();

        using var answer = await simulated.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(cacheControl, answer.Headers.CacheControl!.ToString());
        Assert.Equal(MadeTape.Noon, answer.Headers.Date);
    }

    [Fact]
    public async Task Only_reading_is_offered()
    {
        var simulated = await MadeTape.AtNoonAsync();

        using var answer = await simulated.Client.PostAsync(new Uri("/api/v3/ping", UriKind.Relative), content: null);

        Assert.Equal(405, (int)answer.StatusCode);
    }
}
