using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Apis.Auth.OAuth2;

namespace Google.Cloud.Storage.V1.Tests;

public sealed class CredentialTests : GcsTest
{
    private static readonly string ServiceAccountJson = ServiceAccount();

    [Fact]
    public async Task A_credential_authorizes_every_request()
    {
        var token = GoogleCredential.FromAccessToken("token-1");
        using StorageClient client = new StorageClientBuilder { BaseUri = Server.BaseUri, GoogleCredential = token }.Build();
        await client.UploadObjectAsync(Bucket, "a", null, new MemoryStream([1]));
        await client.DownloadObjectAsync(Bucket, "a", Stream.Null);
        await client.DeleteObjectAsync(Bucket, "a");
        Assert.Equal(4, Server.Calls.Count);
        Assert.All(Server.Calls, call => Assert.Equal("Bearer token-1", call.Headers.Authorization));
    }

    [Fact]
    public async Task A_ready_credential_is_used_as_it_is()
    {
        ICredential token = GoogleCredential.FromAccessToken("token-2");
        using StorageClient client = await new StorageClientBuilder { BaseUri = Server.BaseUri, Credential = token }.BuildAsync();
        Assert.Equal(0, await client.ListObjectsAsync(Bucket).CountAsync());
        Assert.Equal("Bearer token-2", LastCall.Headers.Authorization);
    }

    [Fact]
    public async Task JSON_of_a_service_account_signs_a_token_for_the_scopes_of_storage()
    {
        using StorageClient client = new StorageClientBuilder { BaseUri = Server.BaseUri, JsonCredentials = ServiceAccountJson }.Build();
        Assert.Equal(0, await client.ListObjectsAsync(Bucket).CountAsync());
        JsonNode claims = Claims();
        Assert.Equal("robot@example.iam.gserviceaccount.com", (string?)claims["iss"]);
        Assert.Contains("https://www.googleapis.com/auth/devstorage.read_write", (string?)claims["scope"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_credentials_does_the_same()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, ServiceAccountJson);
        try
        {
            using StorageClient client = await new StorageClientBuilder { BaseUri = Server.BaseUri, CredentialsPath = path, QuotaProject = "quota-1" }.BuildAsync();
            Assert.Equal(0, await client.ListObjectsAsync(Bucket).CountAsync());
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Equal("robot@example.iam.gserviceaccount.com", (string?)Claims()["iss"]);
        Assert.Equal("quota-1", LastCall.Headers["x-goog-user-project"]);
    }

    [Fact]
    public async Task An_API_key_needs_no_other_credential()
    {
        using StorageClient client = new StorageClientBuilder { BaseUri = Server.BaseUri, ApiKey = "key-1", QuotaProject = "quota-1" }.Build();
        Assert.Equal(0, await client.ListObjectsAsync(Bucket).CountAsync());
        Assert.Equal("key-1", LastCall.Query["key"]);
        Assert.Equal("quota-1", LastCall.Headers["x-goog-user-project"]);
        Assert.False(LastCall.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task Unauthenticated_access_sends_no_credential()
    {
        Assert.Equal(0, await Client.ListObjectsAsync(Bucket).CountAsync());
        Assert.False(LastCall.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public void Contradictory_credentials_are_refused()
    {
        GoogleCredential token = GoogleCredential.FromAccessToken("token");
        StorageClientBuilder[] contradictions =
        [
            new() { GoogleCredential = token, JsonCredentials = "{}" },
            new() { Credential = token, CredentialsPath = "file" },
            new() { Credential = token, QuotaProject = "quota" },
            new() { UnauthenticatedAccess = true, GoogleCredential = token },
            new() { UnauthenticatedAccess = true, ApiKey = "key" },
        ];
        Assert.All(contradictions, builder => Assert.Throws<InvalidOperationException>(builder.Build));
    }

    [Fact]
    public void The_short_ways_to_a_client_lead_to_production()
    {
        using StorageClient open = StorageClient.CreateUnauthenticated();
        using StorageClient mine = StorageClient.Create(GoogleCredential.FromAccessToken("token"), EncryptionKey.Generate());
        Assert.All([open, mine], client => Assert.Equal("https://storage.googleapis.com/storage/v1/", client.Service.BaseUri));
        Assert.Same(EncryptionKey.None, open.EncryptionKey);
        Assert.NotSame(EncryptionKey.None, mine.EncryptionKey);
    }

    private JsonNode Claims()
    {
        string token = LastCall.Headers.Authorization.ToString()["Bearer ".Length..];
        string claims = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Convert.FromBase64String(claims.PadRight((claims.Length + 3) / 4 * 4, '=')))!;
    }

    private static string ServiceAccount()
    {
        using RSA key = RSA.Create(2048);
        return new JsonObject
        {
            ["type"] = "service_account",
            ["project_id"] = "project-1",
            ["private_key_id"] = "1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = "robot@example.iam.gserviceaccount.com",
            ["client_id"] = "1",
            ["token_uri"] = "https://localhost:1/never-asked",
        }.ToJsonString();
    }
}
