namespace Google.Cloud.Storage.V1.Tests;

public sealed class NameTests : GcsTest
{
    public static TheoryData<string, string> Names => new()
    {
        { "a/b c", "a%2Fb%20c" },
        { "100%/x", "100%25%2Fx" },
        { "%2F", "%252F" },
        { "q?a=1&b=2#f", "q%3Fa%3D1%26b%3D2%23f" },
        { "é漢😀", "%C3%A9%E6%BC%A2%F0%9F%98%80" },
        { "a+b;c,d:e@f", "a%2Bb%3Bc%2Cd%3Ae%40f" },
        { "x/../y", "x%2F..%2Fy" },
        { "//", "%2F%2F" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_is_one_escaped_segment_everywhere(string name, string escaped)
    {
        await UploadAsync(name, [1]);
        Assert.Equal(name, (await Client.GetObjectAsync(Bucket, name)).Name);
        Assert.EndsWith("/o/" + escaped, LastCall.RawPath, StringComparison.Ordinal);
        Assert.Equal([1], await DownloadAsync(name));
        Assert.EndsWith("/o/" + escaped, LastCall.RawPath, StringComparison.Ordinal);
        await Client.CopyObjectAsync(Bucket, name, "other", name + "/copy");
        Assert.Contains($"/o/{escaped}/rewriteTo/b/other/o/{escaped}%2Fcopy", LastCall.RawPath, StringComparison.Ordinal);
        await Client.DeleteObjectAsync(Bucket, name);
        Assert.EndsWith("/o/" + escaped, LastCall.RawPath, StringComparison.Ordinal);
        Assert.Null(Server.Store.Find(Bucket, name));
        Assert.NotNull(Server.Store.Find("other", name + "/copy"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_can_be_a_prefix(string name, string escaped)
    {
        Server.Store.Put(Bucket, name, [1]);
        Server.Store.Put(Bucket, "0" + escaped, [1]);
        Assert.Equal([name], await Client.ListObjectsAsync(Bucket, name).Select(o => o.Name).ToListAsync());
    }
}
