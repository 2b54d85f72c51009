using Azure.Identity;
using Azure.Storage.Blobs;
using CryptoEtl.Core;

namespace CryptoEtl.Functions;

/// <summary>The storage account of <c>AzureWebJobsStorage</c>, as the Functions host has it: by connection string, or by managed identity.</summary>
public sealed record AzureAccount
{
    private const string Scheme = "azure://";

    private readonly string? connection;
    private readonly Uri? service;

    private AzureAccount(string? connection, Uri? service) => (this.connection, this.service) = (connection, service);

    /// <summary><c>AzureWebJobsStorage</c>; or <c>AzureWebJobsStorage__blobServiceUri</c> or <c>__accountName</c>, with the identity of the host.</summary>
    internal static AzureAccount From(SettingReader settings)
    {
        var service = settings.Nested("AzureWebJobsStorage", "blobServiceUri");
        var account = settings.Nested("AzureWebJobsStorage", "accountName");
        return new(
            settings.Text("AzureWebJobsStorage"),
            service is not null ? new Uri(service) : account is not null ? new Uri($"https://{account}.blob.core.windows.net") : null);
    }

    /// <summary>Whether a place is a container: <c>azure://CONTAINER[/FOLDER]</c>.</summary>
    public static bool IsContainer(string place) => place.StartsWith(Scheme, StringComparison.Ordinal);

    /// <summary>The container of a place, and the folder in it; an empty folder is the container itself.</summary>
    /// <param name="setting">Whose value it is, for messages.</param>
    /// <exception cref="BadInputException">No account is set, or the place names no container.</exception>
    public (BlobContainerClient Container, string Folder) Open(string setting, string place)
    {
        var parts = place[Scheme.Length..].Trim('/').Split('/', 2);
        if (parts[0].Length < 3)
            throw new BadInputException($"{setting} is '{place}': not azure://CONTAINER");

        var folder = parts.Length > 1 ? parts[1] : "";
        if (connection is not null)
            return (new BlobContainerClient(connection, parts[0]), folder);
        return service is not null
            ? (new BlobServiceClient(service, new DefaultAzureCredential()).GetBlobContainerClient(parts[0]), folder)
            : throw new BadInputException($"{setting} is '{place}', but AzureWebJobsStorage is not set");
    }
}
