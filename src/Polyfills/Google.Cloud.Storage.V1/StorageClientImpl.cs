using System.Buffers;
using Google.Api.Gax;
using Google.Apis.Storage.v1;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1;

/// <summary>The client that speaks to a <see cref="StorageService"/>.</summary>
public sealed partial class StorageClientImpl : StorageClient
{
    private const int LongestBucketName = 222;
    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_");
    private static string _applicationName = "google-cloud-dotnet";

    public StorageClientImpl(StorageService service, EncryptionKey encryptionKey = null)
    {
        Service = GaxPreconditions.CheckNotNull(service, nameof(service));
        EncryptionKey = encryptionKey ?? EncryptionKey.None;
    }

    /// <summary>The name that new clients give themselves.</summary>
    public static string ApplicationName
    {
        get => Volatile.Read(ref _applicationName);
        set => Volatile.Write(ref _applicationName, GaxPreconditions.CheckNotNull(value, nameof(value)));
    }

    public override StorageService Service { get; }

    public override EncryptionKey EncryptionKey { get; }

    public override void Dispose() => Service.Dispose();

    /// <summary>Just enough of a check for the name to be safe in an address.</summary>
    private static void CheckBucket(string bucket, string paramName)
    {
        GaxPreconditions.CheckNotNull(bucket, paramName);
        bool valid = bucket.Length is > 0 and <= LongestBucketName && !bucket.AsSpan().ContainsAnyExcept(BucketCharacters);
        GaxPreconditions.CheckArgument(valid, paramName, $"Invalid bucket name '{bucket}' - see https://cloud.google.com/storage/docs/bucket-naming");
    }

    private static void CheckNames(string bucket, string objectName)
    {
        CheckBucket(bucket, nameof(bucket));
        GaxPreconditions.CheckNotNull(objectName, nameof(objectName));
    }

    private static void CheckObject(Object obj, string paramName)
    {
        GaxPreconditions.CheckNotNull(obj, paramName);
        GaxPreconditions.CheckArgument(obj.Name is not null && obj.Bucket is not null, paramName, "Object must have a name and bucket");
        CheckBucket(obj.Bucket, paramName);
    }

    /// <summary>The key for one operation; a key of the caller's and one of Cloud KMS exclude each other.</summary>
    private EncryptionKey KeyFor(EncryptionKey fromOptions, string kmsKeyName = null)
    {
        EncryptionKey key = fromOptions ?? EncryptionKey;
        GaxPreconditions.CheckArgument(kmsKeyName is null || key == EncryptionKey.None, "options", "With a KmsKeyName the EncryptionKey has to be EncryptionKey.None.");
        return key;
    }
}
