using System.Net;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Tests;

public sealed class HttpDataTests
{
    private readonly FakeContext _context = FakeContext.WithSerializer();

    [Fact]
    public void The_query_is_that_of_the_url()
    {
        var request = new FakeRequest(_context, "http://localhost/api/f?coin=a%20b&coin=c&page=2");

        Assert.Equal(("2", "a b,c", null), (request.Query["page"], request.Query["coin"], request.Query["none"]));
    }

    [Fact]
    public async Task A_body_is_read_as_text_or_as_JSON_ignoring_the_case_of_names()
    {
        const string Body = """{"PAGE":3}""";

        Assert.Equal(Body, await new FakeRequest(_context, "http://localhost/", Body).ReadAsStringAsync());
        Assert.Equal(Body, new FakeRequest(_context, "http://localhost/", Body).ReadAsString());
        Assert.Equal(3, (await new FakeRequest(_context, "http://localhost/", Body).ReadFromJsonAsync<Order>())!.Page);
    }

    [Fact]
    public async Task JSON_is_written_in_Pascal_case_and_the_status_is_left_alone()
    {
        var response = (FakeResponse)new FakeRequest(_context, "http://localhost/").CreateResponse(HttpStatusCode.Conflict);

        await response.WriteAsJsonAsync(new Order(3));

        Assert.Equal((HttpStatusCode.Conflict, """{"Page":3}"""), (response.StatusCode, response.Text));
        Assert.Equal("application/json; charset=utf-8", response.Headers.GetValues("Content-Type").Single());
    }

    [Fact]
    public async Task A_content_type_of_ones_own_is_used()
    {
        var response = new FakeResponse(_context);

        await response.WriteAsJsonAsync(new Order(3), "application/problem+json");

        Assert.Equal("application/problem+json", response.Headers.GetValues("Content-Type").Single());
    }

    [Fact]
    public async Task Text_and_bytes_are_appended()
    {
        var response = new FakeResponse(_context);

        await response.WriteStringAsync("a");
        response.WriteString("é");
        await response.WriteBytesAsync("c"u8.ToArray());

        Assert.Equal("aéc", response.Text);
    }

    [Fact]
    public async Task Without_a_serializer_JSON_cannot_be_written() => await Assert.ThrowsAsync<InvalidOperationException>(
        async () => await new FakeResponse(FakeContext.WithoutSerializer()).WriteAsJsonAsync(new Order(3)));

    [Fact]
    public void Headers_may_have_several_values()
    {
        var headers = new HttpHeadersCollection([KeyValuePair.Create("Accept", "a"), KeyValuePair.Create("accept", "b")]);

        Assert.Equal(["a", "b"], headers.GetValues("ACCEPT"));
    }

    private sealed record Order(int Page);
}
