using System.Text.Json.Nodes;
using Google.Cloud.Storage.V1.Tests.Server;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class CopyTests : GcsTest
{
    [Fact]
    public async Task A_copy_happens_on_the_server()
    {
        await UploadAsync("a", [1, 2]);
        Object copy = await Client.CopyObjectAsync(Bucket, "a", "other", "b");
        Assert.Equal(("other", "b", 2UL), (copy.Bucket, copy.Name, copy.Size!.Value));
        Assert.Equal(("POST", "/storage/v1/b/bucket-1/o/a/rewriteTo/b/other/o/b"), (LastCall.Method, LastCall.RawPath));
        Assert.Empty(LastCall.Body);
    }

    [Fact]
    public async Task A_large_copy_goes_on_with_each_token_until_it_is_done()
    {
        await UploadAsync("a", [1, 2]);
        Server.RewriteSteps = 4;
        int before = Server.Calls.Count;
        Object copy = await Client.CopyObjectAsync(Bucket, "a", Bucket, "b");
        Assert.Equal(Server.Store.Find(Bucket, "b")!.Generation, copy.Generation);
        string[] tokens = [.. Server.Calls.Skip(before).Select(call => call.Query["rewriteToken"].ToString())];
        Assert.Equal((4, 4, ""), (tokens.Length, tokens.Distinct().Count(), tokens[0]));
    }

    [Fact]
    public async Task Bucket_and_name_default_to_those_of_the_source()
    {
        await UploadAsync("a", [1]);
        Assert.Equal(("other", "a"), await NamesAsync(Client.CopyObjectAsync(Bucket, "a", "other")));
        Assert.Equal((Bucket, "b"), await NamesAsync(Client.CopyObjectAsync(Bucket, "a", destinationObjectName: "b")));
    }

    [Fact]
    public async Task The_synchronous_copy_wants_the_destination()
    {
        await UploadAsync("a", [1]);
        Server.RewriteSteps = 2;
        Assert.Equal("b", Client.CopyObject(Bucket, "a", Bucket, "b").Name);
        Assert.Throws<ArgumentNullException>(() => Client.CopyObject(Bucket, "a", null, "b"));
        Assert.Throws<ArgumentNullException>(() => Client.CopyObject(Bucket, "a", Bucket, null));
    }

    [Fact]
    public async Task Extra_metadata_replace_those_of_the_source()
    {
        await UploadAsync("a", [1]);
        Object copy = await Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { ExtraMetadata = new Object { ContentType = "text/csv" } });
        Assert.Equal("text/csv", copy.ContentType);
        Assert.Equal("gzip", LastCall.Headers.ContentEncoding);
        Assert.Equal("""{"contentType":"text/csv"}""", JsonNode.Parse(LastCall.Body)!.ToJsonString());
    }

    [Fact]
    public async Task Options_travel_in_the_address()
    {
        long older = (await UploadAsync("a", [1])).Generation!.Value;
        await UploadAsync("a", [2]);
        await Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new()
        {
            SourceGeneration = older,
            KmsKeyName = "k",
            DestinationPredefinedAcl = PredefinedObjectAcl.Private,
            Projection = Projection.NoAcl,
            UserProject = "p",
        });
        Assert.Equal([1], await DownloadAsync("b"));
        Call copy = Server.Calls[^2];
        string[] parameters = ["destinationKmsKeyName", "destinationPredefinedAcl", "projection", "userProject"];
        Assert.Equal(["k", "private", "noAcl", "p"], parameters.Select(name => copy.Query[name].ToString()));
    }

    private static async Task<(string, string)> NamesAsync(Task<Object> copying)
    {
        Object copy = await copying;
        return (copy.Bucket, copy.Name);
    }
}
