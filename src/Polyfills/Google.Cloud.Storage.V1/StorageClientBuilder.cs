using Google.Api.Gax;
using Google.Api.Gax.Rest;
using Google.Apis.Http;
using Google.Apis.Services;
using Google.Apis.Storage.v1;

namespace Google.Cloud.Storage.V1;

/// <summary>Builds a <see cref="StorageClient"/> for another address, with other credentials, or for an emulator.</summary>
public sealed class StorageClientBuilder : ClientBuilderBase<StorageClient>
{
    private const string EmulatorVariable = "STORAGE_EMULATOR_HOST";

    public StorageClientBuilder() => UseJwtAccessWithScopes = true;

    /// <summary>Sends no credentials.</summary>
    public bool UnauthenticatedAccess { get; set; }

    /// <summary>The key used where an operation's options name none.</summary>
    public EncryptionKey EncryptionKey { get; set; }

    /// <summary>What to make of the environment variable STORAGE_EMULATOR_HOST; by default, nothing.</summary>
    public EmulatorDetection EmulatorDetection { get; set; }

    public override StorageClient Build()
    {
        if (ForEmulator() is { } emulator) return emulator.Build();
        Validate();
        return Client(CreateServiceInitializer());
    }

    public override async Task<StorageClient> BuildAsync(CancellationToken cancellationToken = default)
    {
        if (ForEmulator() is { } emulator) return await emulator.BuildAsync(cancellationToken).ConfigureAwait(false);
        Validate();
        return Client(await CreateServiceInitializerAsync(cancellationToken).ConfigureAwait(false));
    }

    protected override string GetDefaultApplicationName() => StorageClientImpl.ApplicationName;

    protected override ScopedCredentialProvider GetScopedCredentialProvider() => StorageClient.ScopedCredentialProvider;

    protected override IConfigurableHttpClientInitializer GetHttpClientInitializer() =>
        UnauthenticatedAccess ? null : base.GetHttpClientInitializer();

    protected override Task<IConfigurableHttpClientInitializer> GetHttpClientInitializerAsync(CancellationToken cancellationToken) =>
        UnauthenticatedAccess ? Task.FromResult<IConfigurableHttpClientInitializer>(null) : base.GetHttpClientInitializerAsync(cancellationToken);

    protected override void Validate()
    {
        base.Validate();
        bool anyCredentials = ApiKey is not null || Credential is not null || GoogleCredential is not null || CredentialsPath is not null || JsonCredentials is not null;
        GaxPreconditions.CheckState(!UnauthenticatedAccess || !anyCredentials, "Unauthenticated access leaves no room for credentials.");
    }

    private StorageClientImpl Client(BaseClientService.Initializer initializer)
    {
        initializer.DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None; // Retries are RetryHandler's business.
        return new StorageClientImpl(new StorageService(initializer), EncryptionKey);
    }

    /// <summary>A builder for the emulator, or null when the client is not meant for one.</summary>
    private StorageClientBuilder ForEmulator()
    {
        string host = EmulatorDetection == EmulatorDetection.None ? null : Environment.GetEnvironmentVariable(EmulatorVariable);
        bool isSet = !string.IsNullOrWhiteSpace(host);
        CheckDetection(isSet);
        if (!isSet) return null;
        return new StorageClientBuilder
        {
            BaseUri = HasScheme(host) ? host : "http://" + host,
            UnauthenticatedAccess = true,
            HttpClientFactory = HttpClientFactory,
            ApplicationName = ApplicationName,
            EncryptionKey = EncryptionKey,
        };
    }

    private static bool HasScheme(string host) =>
        host.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || host.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private void CheckDetection(bool isSet)
    {
        GaxPreconditions.CheckState(Enum.IsDefined(EmulatorDetection), $"Invalid emulator detection value: {EmulatorDetection}");
        GaxPreconditions.CheckState(EmulatorDetection != EmulatorDetection.ProductionOnly || !isSet, $"{EmulatorVariable} is set, but only production is wanted.");
        if (EmulatorDetection != EmulatorDetection.EmulatorOnly) return;
        GaxPreconditions.CheckState(isSet, $"{EmulatorVariable} is not set, but only the emulator is wanted.");
        object[] forProduction = [BaseUri, CredentialsPath, JsonCredentials, QuotaProject, Credential, GoogleCredential, ApiKey];
        GaxPreconditions.CheckState(forProduction.All(value => value is null), "Address and credentials are for production, but only the emulator is wanted.");
    }
}
