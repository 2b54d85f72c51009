using Google.Api.Gax.Rest;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Storage.v1;

namespace Google.Cloud.Storage.V1;

/// <summary>A client of Google Cloud Storage. Every member is virtual and unimplemented here, so that tests can replace it.</summary>
public abstract partial class StorageClient : IDisposable
{
    internal static ScopedCredentialProvider ScopedCredentialProvider { get; } = new(
    [
        StorageService.ScopeConstants.CloudPlatform,
        StorageService.ScopeConstants.DevstorageFullControl,
        StorageService.ScopeConstants.DevstorageReadOnly,
        StorageService.ScopeConstants.DevstorageReadWrite,
    ]);

    /// <summary>The REST service beneath the client.</summary>
    public virtual StorageService Service => throw new NotImplementedException();

    /// <summary>The key used where an operation's options name none.</summary>
    public virtual EncryptionKey EncryptionKey => throw new NotImplementedException();

    /// <summary>A client with these credentials, or with the application's default credentials.</summary>
    public static StorageClient Create(GoogleCredential credential = null, EncryptionKey encryptionKey = null) =>
        new StorageClientBuilder { GoogleCredential = credential, EncryptionKey = encryptionKey }.Build();

    /// <summary>A client with these credentials, or with the application's default credentials.</summary>
    public static Task<StorageClient> CreateAsync(GoogleCredential credential = null, EncryptionKey encryptionKey = null) =>
        new StorageClientBuilder { GoogleCredential = credential, EncryptionKey = encryptionKey }.BuildAsync();

    /// <summary>A client of what is open to everybody.</summary>
    public static StorageClient CreateUnauthenticated() => new StorageClientBuilder { UnauthenticatedAccess = true }.Build();

    public virtual void Dispose() => throw new NotImplementedException();
}
