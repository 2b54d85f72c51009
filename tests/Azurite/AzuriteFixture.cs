namespace CryptoEtl.Azurite;

/// <summary>One server for all tests of a collection. Tests skip where Node is absent.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteServer? server;

    /// <summary>The running server; skips the test without Node.</summary>
    internal AzuriteServer Server
    {
        get
        {
            Skip.If(server is null, AzuriteServer.Missing);
            return server!;
        }
    }

    public async Task InitializeAsync()
    {
        if (AzuriteServer.Missing is null)
            server = await AzuriteServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}

/// <summary>Put <c>[Collection(AzuriteCollection.Name)]</c> on a test class and take an <see cref="AzuriteFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "azurite";
}
