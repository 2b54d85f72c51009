using System.Text;
using CryptoEtl.Data.Sources;

namespace CryptoEtl.Data.Tests.Sources;

public sealed class SourceProblemTests
{
    [Theory]
    [InlineData(404, """{"error":"coin not found"}""", null, "coin not found")]
    [InlineData(429, """{"status":{"error_code":429,"error_message":"You've exceeded the Rate Limit."}}""", 429, "You've exceeded the Rate Limit.")]
    [InlineData(401, """{"error":{"status":{"timestamp":"2024-01-01T00:00:00Z","error_code":10012,"error_message":"beyond your plan"}}}""", 10012, "beyond your plan")]
    [InlineData(500, """{"status":500,"error":"Internal Server Error"}""", null, "Internal Server Error")]
    [InlineData(400, "Data not found", null, "Data not found")]
    public void Every_known_error_body_is_read(int status, string body, int? code, string message)
    {
        var problem = SourceProblem.From(status, Encoding.UTF8.GetBytes(body), retryAfter: null);
        Assert.Equal((status, code, message), (problem.Status, problem.Code, problem.Message));
    }

    [Fact]
    public void A_limit_under_status_200_is_a_limit()
    {
        var problem = SourceProblem.InGoodAnswer("""{"status":{"error_code":429,"error_message":"limit"}}"""u8, isWhole: true);
        Assert.True(problem is { IsThrottled: true, IsTransient: true });
    }

    [Theory, InlineData("[]"), InlineData("[{\"id\":\"bitcoin\"}]"), InlineData("{\"config\":{},\"data\":[]}"), InlineData("{\"prices\":[]}")]
    public void Data_is_no_problem(string body) => Assert.Null(SourceProblem.InGoodAnswer(Encoding.UTF8.GetBytes(body), isWhole: true));

    [Theory, InlineData(""), InlineData("<html>blocked</html>"), InlineData("upstream error")]
    public void What_is_not_JSON_is_a_problem_worth_another_try(string body) =>
        Assert.True(SourceProblem.InGoodAnswer(Encoding.UTF8.GetBytes(body), isWhole: true)!.IsTransient);

    [Theory, InlineData(401, false), InlineData(404, false), InlineData(422, false), InlineData(408, true), InlineData(429, true), InlineData(503, true)]
    public void Only_what_may_pass_is_tried_again(int status, bool again) =>
        Assert.Equal(again, SourceProblem.From(status, "x"u8, null).IsTransient);
}
