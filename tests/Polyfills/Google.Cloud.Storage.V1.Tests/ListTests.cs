using Google.Api.Gax;
using Google.Apis.Storage.v1.Data;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class ListTests : GcsTest
{
    private static readonly ListObjectsOptions ByThree = new() { PageSize = 3 };

    [Fact]
    public async Task All_pages_are_followed_to_the_end()
    {
        Fill(8);
        Assert.Equal(["p/0", "p/1", "p/2", "p/3", "p/4", "p/5", "p/6", "p/7"], await Client.ListObjectsAsync(Bucket, "p/", ByThree).Select(o => o.Name).ToListAsync());
        Assert.Equal(["", "p/2", "p/5"], Server.Calls.Select(call => call.Query["pageToken"].ToString()));
        Assert.All(Server.Calls, call => Assert.Equal("/storage/v1/b/bucket-1/o", call.RawPath));
        Assert.All(Server.Calls, call => Assert.Equal(("p/", "3"), (call.Query["prefix"].ToString(), call.Query["maxResults"].ToString())));
    }

    [Fact]
    public async Task A_page_is_asked_for_only_when_it_is_needed()
    {
        Fill(8);
        PagedAsyncEnumerable<Objects, Object> list = Client.ListObjectsAsync(Bucket, "p/", ByThree);
        Assert.Empty(Server.Calls);
        Assert.Equal(3, await list.Take(3).CountAsync());
        Assert.Single(Server.Calls);
        Assert.Equal(4, await list.Take(4).CountAsync());
        Assert.Equal(3, Server.Calls.Count);
    }

    [Fact]
    public async Task Without_a_page_size_the_server_decides()
    {
        Fill(2);
        Assert.Equal(2, await Client.ListObjectsAsync(Bucket).CountAsync());
        Assert.False(LastCall.Query.ContainsKey("maxResults"));
        Assert.False(LastCall.Query.ContainsKey("prefix"));
    }

    [Fact]
    public async Task An_empty_bucket_lists_nothing()
    {
        Assert.Equal(0, await Client.ListObjectsAsync(Bucket).CountAsync());
        Assert.Empty(Client.ListObjects(Bucket));
        Assert.Empty(await Client.ListObjectsAsync(Bucket).ReadPageAsync(5));
    }

    [Fact]
    public async Task A_delimiter_folds_names_into_prefixes()
    {
        foreach (string name in new[] { "p/a", "p/b/1", "p/b/2", "p/c/1", "q" }) Server.Store.Put(Bucket, name, [1]);
        Objects page = await Client.ListObjectsAsync(Bucket, "p/", new() { Delimiter = "/" }).AsRawResponses().SingleAsync();
        Assert.Equal(["p/a"], page.Items.Select(o => o.Name));
        Assert.Equal(["p/b/", "p/c/"], page.Prefixes);
    }

    [Fact]
    public async Task Raw_responses_are_the_pages_of_the_server()
    {
        Fill(7);
        Assert.Equal([3, 3, 1], await Client.ListObjectsAsync(Bucket, null, ByThree).AsRawResponses().Select(page => page.Items.Count).ToListAsync());
    }

    [Fact]
    public async Task A_page_read_at_once_has_the_size_asked_for_and_a_token_to_go_on()
    {
        Fill(8);
        Page<Object> page = await Client.ListObjectsAsync(Bucket).ReadPageAsync(5);
        Assert.Equal(["p/0", "p/1", "p/2", "p/3", "p/4"], page.Select(o => o.Name));
        Page<Object> rest = await Client.ListObjectsAsync(Bucket, null, new() { PageToken = page.NextPageToken }).ReadPageAsync(5);
        Assert.Equal(["p/5", "p/6", "p/7"], rest.Select(o => o.Name));
        Assert.Null(rest.NextPageToken);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Client.ListObjectsAsync(Bucket).ReadPageAsync(0));
    }

    [Fact]
    public async Task A_page_read_at_once_is_filled_from_shorter_pages_and_no_further()
    {
        Fill(8);
        Server.LargestPage = 2;
        Page<Object> page = await Client.ListObjectsAsync(Bucket).ReadPageAsync(5);
        Assert.Equal(["p/0", "p/1", "p/2", "p/3", "p/4"], page.Select(o => o.Name));
        Assert.Equal(["5", "3", "1"], Server.Calls.Select(call => call.Query["maxResults"].ToString()));
        Assert.Equal("p/4", page.NextPageToken);
    }

    [Fact]
    public async Task The_synchronous_list_gives_the_same()
    {
        Fill(8);
        PagedEnumerable<Objects, Object> list = Client.ListObjects(Bucket, "p/", ByThree);
        Assert.Empty(Server.Calls);
        Assert.Equal(await Client.ListObjectsAsync(Bucket, "p/", ByThree).Select(o => o.Generation).ToListAsync(), list.Select(o => o.Generation));
        Assert.Equal([3, 3, 2], list.AsRawResponses().Select(page => page.Items.Count));
        Assert.Equal(4, (await Task.Run(() => list.ReadPage(4))).Count());
    }

    [Fact]
    public async Task Options_travel_in_the_address()
    {
        var options = new ListObjectsOptions
        {
            StartOffset = "a", EndOffset = "z", MatchGlob = "**.csv", Filter = "f", Fields = "items(name)", UserProject = "p",
            Versions = true, SoftDeletedOnly = false, IncludeTrailingDelimiter = true, IncludeFoldersAsPrefixes = true, Projection = Projection.NoAcl,
        };
        Assert.Equal(0, await Client.ListObjectsAsync(Bucket, null, options).CountAsync());
        var expected = new Dictionary<string, string>
        {
            ["startOffset"] = "a", ["endOffset"] = "z", ["matchGlob"] = "**.csv", ["filter"] = "f", ["fields"] = "items(name)", ["userProject"] = "p",
            ["versions"] = "true", ["softDeleted"] = "false", ["includeTrailingDelimiter"] = "true", ["includeFoldersAsPrefixes"] = "true", ["projection"] = "noAcl",
        };
        Assert.Equal(expected, LastCall.Query.ToDictionary(p => p.Key, p => p.Value.ToString()));
    }

    [Fact]
    public async Task A_cancelled_list_asks_for_no_further_page()
    {
        Fill(8);
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Object _ in Client.ListObjectsAsync(Bucket, null, ByThree).WithCancellation(cancellation.Token)) await cancellation.CancelAsync();
        });
        Assert.Single(Server.Calls);
    }

    private void Fill(int count)
    {
        for (int i = 0; i < count; i++) Server.Store.Put(Bucket, $"p/{i}", [1]);
    }
}
