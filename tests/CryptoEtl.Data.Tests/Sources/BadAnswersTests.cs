using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Planning;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>Answers that are not what the source documents.</summary>
public sealed class BadAnswersTests
{
    private static readonly DateTimeOffset Seen = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_cell_of_the_wrong_type_is_null_and_noted()
    {
        var rows = await ParseAsync("""[{"id":"x","current_price":"abc","market_cap":{"usd":1},"total_volume":"12.5"}]""");

        Assert.Null(rows.Numbers("price_usd")[0]);
        Assert.Equal(12.5, rows.Numbers("volume_24h_usd")[0]);
        Assert.Equal("""current_price="abc"|market_cap={"usd":1}""", rows.Texts("type_errors")[0]);
    }

    [Theory]
    [InlineData("""[{"id":"bitcoin","current_pri""", "malformed JSON at line 1")]
    [InlineData("""[{"id":"bitcoin"},7]""", "row 1 is Number, not an object")]
    [InlineData("""{"id":"bitcoin"}""", "malformed JSON")]
    public async Task A_body_that_is_no_list_of_rows_names_the_place(string body, string expected)
    {
        var failure = await Assert.ThrowsAsync<UpstreamException>(() => ParseAsync(body));
        Assert.Contains("/coins/markets", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<Batch> ParseAsync(string body)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var origin = new RowOrigin(new BatchId("live", Seen), Seen, "ab");
        return (await Answers.ParseAsync(new PlannedRequest("r", Endpoints.CoinsMarkets, "p"), stream, origin)).Rows;
    }
}
