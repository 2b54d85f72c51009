namespace Google.Cloud.Storage.V1;

/// <summary>What happens when the checksum of an upload differs from the server's.</summary>
public enum UploadValidationMode
{
    /// <summary>Nothing is checked.</summary>
    None = 0,

    /// <summary>The upload fails; the object stays.</summary>
    ThrowOnly = 1,

    /// <summary>The object is deleted and the upload fails.</summary>
    DeleteAndThrow = 2,
}

/// <summary>Whether the checksum of a download is compared with the server's.</summary>
public enum DownloadValidationMode
{
    Always = 0,

    Never = 1,

    /// <summary>Unless the server unpacked the data, so that its checksum is that of other bytes.</summary>
    Automatic = 2,
}

/// <summary>How much of an object's metadata is answered.</summary>
public enum Projection
{
    Full,

    /// <summary>Without owner and access list.</summary>
    NoAcl,
}

/// <summary>The access rights of a new object.</summary>
public enum PredefinedObjectAcl
{
    AuthenticatedRead,

    BucketOwnerFullControl,

    BucketOwnerRead,

    Private,

    ProjectPrivate,

    PublicRead,
}
