using Google.Apis.Auth.OAuth2;

namespace Google.Api.Gax.Rest;

/// <summary>Gives credentials the scopes of one API; the application's default credentials are looked up once.</summary>
public sealed class ScopedCredentialProvider
{
    private readonly List<string> _scopes;
    private readonly Lazy<Task<GoogleCredential>> _default;

    public ScopedCredentialProvider(IEnumerable<string> scopes)
    {
        _scopes = [.. GaxPreconditions.CheckNotNull(scopes, nameof(scopes))];
        GaxPreconditions.CheckArgument(!_scopes.Contains(null), nameof(scopes), "A scope is null.");
        _default = new(() => Task.Run(async () => Scoped(await GoogleCredential.GetApplicationDefaultAsync().ConfigureAwait(false))));
    }

    /// <summary>The credentials with scopes; null stands for the application's default credentials.</summary>
    public GoogleCredential GetCredentials(GoogleCredential credentials) =>
        credentials is null ? _default.Value.GetAwaiter().GetResult() : Scoped(credentials);

    /// <summary>The credentials with scopes; null stands for the application's default credentials.</summary>
    public Task<GoogleCredential> GetCredentialsAsync(GoogleCredential credentials, CancellationToken cancellationToken) =>
        credentials is null ? _default.Value.WaitAsync(cancellationToken) : Task.FromResult(Scoped(credentials));

    private GoogleCredential Scoped(GoogleCredential credentials) =>
        credentials.IsCreateScopedRequired && _scopes.Count > 0 ? credentials.CreateScoped(_scopes) : credentials;
}
