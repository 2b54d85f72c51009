#nullable enable
using System.Globalization;
using System.Net.Http.Headers;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

/// <summary>An object's metadata as the headers of a download give it.</summary>
internal static class ContentHeaders
{
    internal static void Read(HttpResponseMessage response, Object metadata)
    {
        HttpResponseHeaders headers = response.Headers;
        metadata.Generation = Number(Value(headers, "x-goog-generation"));
        metadata.Metageneration = Number(Value(headers, "x-goog-metageneration"));
        metadata.Size = (ulong?)Number(Value(headers, "x-goog-stored-content-length"));
        metadata.StorageClass = Value(headers, "x-goog-storage-class");
        metadata.Crc32c = Hash(response, "crc32c");
        metadata.Md5Hash = Hash(response, "md5");
        metadata.CacheControl = headers.CacheControl?.ToString();
        metadata.ETag = headers.ETag?.ToString();
        ReadContent(response, metadata);
    }

    /// <summary>One of the hashes in x-goog-hash, in base64.</summary>
    internal static string? Hash(HttpResponseMessage response, string kind)
    {
        if (!response.Headers.TryGetValues("x-goog-hash", out IEnumerable<string>? values)) return null;
        string prefix = kind + "=";
        IEnumerable<string> hashes = values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries));
        return hashes.FirstOrDefault(hash => hash.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

    internal static bool UnpackedByServer(HttpResponseMessage response) =>
        Value(response.Headers, "x-goog-stored-content-encoding") == "gzip" && !response.Content.Headers.ContentEncoding.Contains("gzip");

    private static void ReadContent(HttpResponseMessage response, Object metadata)
    {
        HttpContentHeaders headers = response.Content.Headers;
        metadata.ContentType = headers.ContentType?.ToString();
        metadata.ContentEncoding = Value(response.Headers, "x-goog-stored-content-encoding") ?? headers.ContentEncoding.FirstOrDefault();
        metadata.ContentDisposition = headers.ContentDisposition?.ToString();
        metadata.ContentLanguage = headers.ContentLanguage.FirstOrDefault();
    }

    private static string? Value(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    private static long? Number(string? text) => text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
