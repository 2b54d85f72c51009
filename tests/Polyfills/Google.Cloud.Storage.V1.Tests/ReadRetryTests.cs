namespace Google.Cloud.Storage.V1.Tests;

/// <summary>Reads are repeated without being told to.</summary>
public sealed class ReadRetryTests : GcsTest
{
    [Fact]
    public async Task A_get_survives_two_503_by_default()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("GET", 503, times: 2);
        Assert.Equal("a", (await Client.GetObjectAsync(Bucket, "a")).Name);
        Assert.Equal(3, Server.Calls.Count);
    }

    [Fact]
    public async Task A_list_is_retried_by_default()
    {
        Server.Store.Put(Bucket, "a", [1]);
        Server.Faults.Status("GET", 429);
        Assert.Equal(1, await Client.ListObjectsAsync(Bucket).CountAsync());
        Assert.Equal(2, Server.Calls.Count);
    }

    [Fact]
    public async Task A_download_is_retried_before_its_first_byte()
    {
        Server.Store.Put(Bucket, "a", [1, 2]);
        Server.Faults.Status("GET", 503);
        Assert.Equal([1, 2], await DownloadAsync("a"));
        Assert.Equal(2, Server.Calls.Count);
    }
}
