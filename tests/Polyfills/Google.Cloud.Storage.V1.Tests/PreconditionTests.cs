using System.Net;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class PreconditionTests : GcsTest
{
    [Fact]
    public async Task Generation_zero_creates_an_object_only_if_it_is_absent()
    {
        var onlyIfAbsent = new UploadObjectOptions { IfGenerationMatch = 0 };
        var created = await UploadAsync("a", [1, 2], onlyIfAbsent);
        GoogleApiException refused = await FailsAsync(HttpStatusCode.PreconditionFailed, () => UploadAsync("a", [3], onlyIfAbsent));
        Assert.Contains("pre-conditions", refused.Error.Message, StringComparison.Ordinal);
        Assert.Equal(created.Generation, (await Client.GetObjectAsync(Bucket, "a")).Generation);
        Assert.Equal([1, 2], await DownloadAsync("a"));
    }

    [Fact]
    public async Task An_upload_is_refused_before_any_data_are_sent()
    {
        await UploadAsync("a", [1]);
        int before = Server.Calls.Count;
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => UploadAsync("a", Bytes(1000), new() { IfGenerationMatch = 0 }));
        Assert.Equal("POST", Assert.Single(Server.Calls.Skip(before)).Method);
        Assert.Equal("0", LastCall.Query["ifGenerationMatch"]);
    }

    [Fact]
    public async Task An_upload_replaces_only_the_generation_it_names()
    {
        long first = (await UploadAsync("a", [1])).Generation!.Value;
        long second = (await UploadAsync("a", [2], new() { IfGenerationMatch = first })).Generation!.Value;
        Assert.True(second > first);
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => UploadAsync("a", [3], new() { IfGenerationMatch = first }));
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => UploadAsync("a", [3], new() { IfGenerationNotMatch = second }));
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => UploadAsync("a", [3], new() { IfMetagenerationMatch = 7 }));
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => UploadAsync("a", [3], new() { IfMetagenerationNotMatch = 1 }));
        Assert.Equal([2], await DownloadAsync("a"));
    }

    [Fact]
    public async Task A_read_of_what_is_already_known_answers_304()
    {
        long known = (await UploadAsync("a", [1])).Generation!.Value;
        await FailsAsync(HttpStatusCode.NotModified, () => Client.GetObjectAsync(Bucket, "a", new() { IfGenerationNotMatch = known }));
        await FailsAsync(HttpStatusCode.NotModified, () => Client.GetObjectAsync(Bucket, "a", new() { IfMetagenerationNotMatch = 1 }));
        await FailsAsync(HttpStatusCode.NotModified, () => DownloadAsync("a", new() { IfGenerationNotMatch = known }));
        await FailsAsync(HttpStatusCode.NotModified, () => DownloadAsync("a", new() { IfMetagenerationNotMatch = 1 }));
    }

    [Fact]
    public async Task A_read_of_another_generation_than_the_one_wanted_answers_412()
    {
        long known = (await UploadAsync("a", [1])).Generation!.Value;
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => Client.GetObjectAsync(Bucket, "a", new() { IfGenerationMatch = known + 1 }));
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => DownloadAsync("a", new() { IfMetagenerationMatch = 2 }));
        Assert.Equal([1], await DownloadAsync("a", new() { IfGenerationMatch = known, IfMetagenerationMatch = 1 }));
    }

    [Fact]
    public async Task A_delete_removes_only_the_generation_it_expects()
    {
        long known = (await UploadAsync("a", [1])).Generation!.Value;
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => Client.DeleteObjectAsync(Bucket, "a", new() { IfGenerationMatch = known + 1 }));
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => Client.DeleteObjectAsync(Bucket, "a", new() { IfMetagenerationNotMatch = 1 }));
        Assert.Equal([1], await DownloadAsync("a"));
        await Client.DeleteObjectAsync(Bucket, "a", new() { IfGenerationMatch = known });
        await FailsAsync(HttpStatusCode.NotFound, () => Client.GetObjectAsync(Bucket, "a"));
    }

    [Fact]
    public async Task A_copy_obeys_the_conditions_on_both_ends()
    {
        long source = (await UploadAsync("a", [1])).Generation!.Value;
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { IfSourceGenerationMatch = source + 1 }));
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { IfSourceMetagenerationNotMatch = 1 }));
        await Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { IfGenerationMatch = 0, IfSourceGenerationMatch = source });
        await FailsAsync(HttpStatusCode.PreconditionFailed, () => Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { IfGenerationMatch = 0 }));
    }

    [Fact]
    public async Task Match_and_NotMatch_of_one_kind_exclude_each_other()
    {
        await RefusedAsync(() => UploadAsync("a", [], new() { IfGenerationMatch = 1, IfGenerationNotMatch = 2 }));
        await RefusedAsync(() => UploadAsync("a", [], new() { IfMetagenerationMatch = 1, IfMetagenerationNotMatch = 2 }));
        await RefusedAsync(() => DownloadAsync("a", new() { IfGenerationMatch = 1, IfGenerationNotMatch = 2 }));
        await RefusedAsync(() => Client.GetObjectAsync(Bucket, "a", new() { IfMetagenerationMatch = 1, IfMetagenerationNotMatch = 2 }));
        await RefusedAsync(() => Client.DeleteObjectAsync(Bucket, "a", new() { IfGenerationMatch = 1, IfGenerationNotMatch = 2 }));
        await RefusedAsync(() => Client.CopyObjectAsync(Bucket, "a", Bucket, "b", new() { IfSourceGenerationMatch = 1, IfSourceGenerationNotMatch = 2 }));
        Assert.Empty(Server.Calls);
    }

    private static async Task RefusedAsync(Func<Task> action) =>
        Assert.Equal("options", (await Assert.ThrowsAsync<ArgumentException>(action)).ParamName);
}
