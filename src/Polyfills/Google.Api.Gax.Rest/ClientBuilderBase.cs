using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using Google.Apis.Services;

namespace Google.Api.Gax.Rest;

/// <summary>What every client builder takes: where the service is, and who asks.</summary>
public abstract class ClientBuilderBase<TClient>
{
    /// <summary>A file of credentials.</summary>
    public string CredentialsPath { get; set; }

    /// <summary>Credentials as JSON.</summary>
    public string JsonCredentials { get; set; }

    /// <summary>A ready credential, used as it is, without adding scopes.</summary>
    public ICredential Credential { get; set; }

    /// <summary>A credential that is given scopes and the quota project.</summary>
    public GoogleCredential GoogleCredential { get; set; }

    /// <summary>An API key; default credentials are not looked for beside it.</summary>
    public string ApiKey { get; set; }

    /// <summary>The project charged for quota.</summary>
    public string QuotaProject { get; set; }

    public string ApplicationName { get; set; }

    /// <summary>Replaces the service's address, its path included.</summary>
    public string BaseUri { get; set; }

    public string UniverseDomain { get; set; }

    public IHttpClientFactory HttpClientFactory { get; set; }

    /// <summary>Whether service accounts sign their own tokens instead of asking for one.</summary>
    public bool UseJwtAccessWithScopes { get; set; }

    public abstract TClient Build();

    public abstract Task<TClient> BuildAsync(CancellationToken cancellationToken = default);

    protected abstract ScopedCredentialProvider GetScopedCredentialProvider();

    protected abstract string GetDefaultApplicationName();

    /// <summary>Refuses contradictory credentials.</summary>
    protected virtual void Validate()
    {
        ValidateAtMostOneNotNull("Only one source of credentials can be given.", CredentialsPath, JsonCredentials, Credential, GoogleCredential);
        ValidateAtMostOneNotNull("A ready Credential leaves no room for a QuotaProject.", Credential, QuotaProject);
    }

    protected void ValidateAtMostOneNotNull(string message, params object[] values) =>
        GaxPreconditions.CheckState(values.Count(value => value is not null) < 2, message);

    protected virtual BaseClientService.Initializer CreateServiceInitializer() => Initializer(GetHttpClientInitializer());

    protected virtual async Task<BaseClientService.Initializer> CreateServiceInitializerAsync(CancellationToken cancellationToken) =>
        Initializer(await GetHttpClientInitializerAsync(cancellationToken).ConfigureAwait(false));

    protected virtual IConfigurableHttpClientInitializer GetHttpClientInitializer()
    {
        if (Credential is not null) return Credential;
        GoogleCredential given = Given();
        return given is null && ApiKey is not null ? KeyOnly() : Finished(GetScopedCredentialProvider().GetCredentials(given));
    }

    protected virtual async Task<IConfigurableHttpClientInitializer> GetHttpClientInitializerAsync(CancellationToken cancellationToken)
    {
        if (Credential is not null) return Credential;
        GoogleCredential given = Given();
        if (given is null && ApiKey is not null) return KeyOnly();
        return Finished(await GetScopedCredentialProvider().GetCredentialsAsync(given, cancellationToken).ConfigureAwait(false));
    }

    private BaseClientService.Initializer Initializer(IConfigurableHttpClientInitializer credentials) => new()
    {
        HttpClientInitializer = credentials,
        ApiKey = ApiKey,
        ApplicationName = ApplicationName ?? GetDefaultApplicationName(),
        BaseUri = BaseUri,
        UniverseDomain = UniverseDomain,
        HttpClientFactory = HttpClientFactory,
    };

#pragma warning disable CS0618 // The file and the JSON are the caller's own; their kind is open, as it is in the genuine builder.
    private GoogleCredential Given() =>
        GoogleCredential ?? (CredentialsPath is not null ? GoogleCredential.FromFile(CredentialsPath)
            : JsonCredentials is not null ? GoogleCredential.FromJson(JsonCredentials)
            : null);
#pragma warning restore CS0618

    private QuotaProjectHeader KeyOnly() => QuotaProject is null ? null : new QuotaProjectHeader(QuotaProject);

    private GoogleCredential Finished(GoogleCredential scoped)
    {
        if (scoped.UnderlyingCredential is ServiceAccountCredential account && account.UseJwtAccessWithScopes != UseJwtAccessWithScopes)
        {
            scoped = GoogleCredential.FromServiceAccountCredential(account.WithUseJwtAccessWithScopes(UseJwtAccessWithScopes));
        }
        return QuotaProject is null ? scoped : scoped.CreateWithQuotaProject(QuotaProject);
    }
}
