using System.Net;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>A write is repeated only when a condition on the generation makes the repetition harmless.</summary>
public sealed class WriteRetryTests : GcsTest
{
    [Fact]
    public async Task A_plain_delete_gets_one_try()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("DELETE", 503);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => Client.DeleteObjectAsync(Bucket, "a"));
        Assert.Single(Server.Calls);
        Assert.NotNull(Server.Store.Find(Bucket, "a"));
    }

    [Fact]
    public async Task A_delete_of_an_expected_generation_is_tried_again()
    {
        long generation = Server.Store.Put(Bucket, "a", [1]).Generation;
        Server.Faults.Status("DELETE", 503);
        await Client.DeleteObjectAsync(Bucket, "a", new() { IfGenerationMatch = generation });
        Assert.Equal(2, Server.Calls.Count);
        Assert.Null(Server.Store.Find(Bucket, "a"));
    }

    [Fact]
    public async Task A_condition_on_the_metadata_does_not_make_a_delete_repeatable()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("DELETE", 503);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => Client.DeleteObjectAsync(Bucket, "a", new() { IfMetagenerationMatch = 1 }));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_plain_copy_gets_one_try()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("POST", 503);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => Client.CopyObjectAsync(Bucket, "a", Bucket, "b"));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task A_copy_that_must_not_overwrite_is_tried_again()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("POST", 503);
        Assert.Equal("b", (await Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { IfGenerationMatch = 0 })).Name);
        Assert.Equal(2, Server.Calls.Count);
    }

    [Fact]
    public async Task A_plain_upload_gets_one_try_to_open_its_session()
    {
        Server.Faults.Status("POST", 503);
        await FailsAsync(HttpStatusCode.ServiceUnavailable, () => UploadAsync("a", [1]));
        Assert.Single(Server.Calls);
    }

    [Fact]
    public async Task An_upload_that_must_not_overwrite_is_tried_again()
    {
        Server.Faults.Status("POST", 503);
        await UploadAsync("a", [1, 2], new() { IfGenerationMatch = 0 });
        Assert.Equal(["POST", "POST", "PUT"], Server.Calls.Select(call => call.Method));
        Assert.Equal(Server.Calls[0].Text, Server.Calls[1].Text);
    }
}
