using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>One generation of an object; what the client may set is kept as the JSON it sent.</summary>
internal sealed record StoredObject(string Bucket, string Name, byte[] Data, long Generation, JsonObject Given)
{
    private static readonly string[] Settable = ["contentType", "contentEncoding", "cacheControl", "contentDisposition", "contentLanguage", "metadata", "storageClass"];

    internal long Metageneration => 1;

    internal string Crc32c { get; } = ReferenceCrc32c.Base64(Data);

#pragma warning disable CA5351 // The API's own second hash.
    internal string Md5 { get; } = Convert.ToBase64String(MD5.HashData(Data));
#pragma warning restore CA5351

    internal string? Text(string property) => (string?)Given[property];

    /// <summary>Numbers of 64 bits are strings, as they are in the real API.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["kind"] = "storage#object",
            ["bucket"] = Bucket,
            ["name"] = Name,
            ["generation"] = Generation.ToString(CultureInfo.InvariantCulture),
            ["metageneration"] = Metageneration.ToString(CultureInfo.InvariantCulture),
            ["size"] = Data.Length.ToString(CultureInfo.InvariantCulture),
            ["crc32c"] = Crc32c,
            ["md5Hash"] = Md5,
            ["etag"] = $"etag-{Generation}",
            ["timeCreated"] = "2025-03-04T05:06:07.089Z",
            ["updated"] = "2025-03-05T05:06:07.089Z",
        };
        foreach (string property in Settable) json[property] = Given[property]?.DeepClone();
        return json;
    }
}
