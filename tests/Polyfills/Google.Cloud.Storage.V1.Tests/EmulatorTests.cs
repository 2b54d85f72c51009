using Google.Api.Gax;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>The environment is shared by all tests; only these look at the variable, and one after the other.</summary>
public sealed class EmulatorTests : GcsTest, IDisposable
{
    private const string Variable = "STORAGE_EMULATOR_HOST";
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public void Dispose() => Environment.SetEnvironmentVariable(Variable, _before);

    [Theory]
    [InlineData(EmulatorDetection.EmulatorOnly)]
    [InlineData(EmulatorDetection.EmulatorOrProduction)]
    public async Task The_variable_sends_the_client_to_the_emulator_without_credentials(EmulatorDetection detection)
    {
        Environment.SetEnvironmentVariable(Variable, Server.BaseUri);
        using StorageClient client = await new StorageClientBuilder { EmulatorDetection = detection }.BuildAsync();
        await client.UploadObjectAsync(Bucket, "a", null, new MemoryStream([1]));
        Assert.NotNull(Server.Store.Find(Bucket, "a"));
        Assert.All(Server.Calls, call => Assert.False(call.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public void The_variable_needs_no_scheme()
    {
        Environment.SetEnvironmentVariable(Variable, Server.BaseUri["http://".Length..]);
        using StorageClient client = new StorageClientBuilder { EmulatorDetection = EmulatorDetection.EmulatorOnly }.Build();
        Assert.Equal(Server.BaseUri, client.Service.BaseUri);
    }

    [Fact]
    public void The_emulator_takes_precedence_over_what_was_meant_for_production()
    {
        Environment.SetEnvironmentVariable(Variable, Server.BaseUri);
        var builder = new StorageClientBuilder { EmulatorDetection = EmulatorDetection.EmulatorOrProduction, BaseUri = "https://elsewhere.example/", JsonCredentials = "{}" };
        using StorageClient client = builder.Build();
        Assert.Equal(Server.BaseUri, client.Service.BaseUri);
    }

    [Fact]
    public void The_variable_is_ignored_by_default()
    {
        Environment.SetEnvironmentVariable(Variable, Server.BaseUri);
        using StorageClient client = new StorageClientBuilder { UnauthenticatedAccess = true }.Build();
        Assert.Equal("https://storage.googleapis.com/storage/v1/", client.Service.BaseUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void EmulatorOnly_refuses_to_build_without_the_variable(string? value)
    {
        Environment.SetEnvironmentVariable(Variable, value);
        Assert.Throws<InvalidOperationException>(() => new StorageClientBuilder { EmulatorDetection = EmulatorDetection.EmulatorOnly }.Build());
    }

    [Fact]
    public void ProductionOnly_refuses_to_build_with_the_variable()
    {
        Environment.SetEnvironmentVariable(Variable, Server.BaseUri);
        Assert.Throws<InvalidOperationException>(() => new StorageClientBuilder { EmulatorDetection = EmulatorDetection.ProductionOnly, UnauthenticatedAccess = true }.Build());
    }

    [Theory]
    [InlineData(EmulatorDetection.ProductionOnly)]
    [InlineData(EmulatorDetection.EmulatorOrProduction)]
    public void Without_the_variable_the_client_is_for_production(EmulatorDetection detection)
    {
        Environment.SetEnvironmentVariable(Variable, null);
        using StorageClient client = new StorageClientBuilder { EmulatorDetection = detection, UnauthenticatedAccess = true }.Build();
        Assert.Equal("https://storage.googleapis.com/storage/v1/", client.Service.BaseUri);
    }

    [Fact]
    public void EmulatorOnly_refuses_settings_for_production()
    {
        Environment.SetEnvironmentVariable(Variable, Server.BaseUri);
        Assert.Throws<InvalidOperationException>(() => new StorageClientBuilder { EmulatorDetection = EmulatorDetection.EmulatorOnly, BaseUri = Server.BaseUri }.Build());
        Assert.Throws<InvalidOperationException>(() => new StorageClientBuilder { EmulatorDetection = EmulatorDetection.EmulatorOnly, JsonCredentials = "{}" }.Build());
    }

    [Fact]
    public async Task A_base_address_without_path_loses_the_path_except_for_uploads()
    {
        using StorageClient client = new StorageClientBuilder { BaseUri = Server.Root, UnauthenticatedAccess = true }.Build();
        await client.UploadObjectAsync(Bucket, "a", null, new MemoryStream([1]));
        Assert.Equal("/upload/storage/v1/b/bucket-1/o", Server.Calls[0].RawPath);
        await Assert.ThrowsAsync<GoogleApiException>(() => client.GetObjectAsync(Bucket, "a"));
        Assert.Equal("/b/bucket-1/o/a", LastCall.RawPath);
        await Assert.ThrowsAsync<GoogleApiException>(() => client.DownloadObjectAsync(Bucket, "a", Stream.Null));
        Assert.Equal("/b/bucket-1/o/a", LastCall.RawPath);
    }
}
