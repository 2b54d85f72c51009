using Google.Apis.Storage.v1;

namespace Google.Cloud.Storage.V1;

/// <summary>How <see cref="StorageClient.ListObjects"/> works.</summary>
public sealed class ListObjectsOptions
{
    /// <summary>Folds names that have it beyond the prefix into Prefixes.</summary>
    public string Delimiter { get; set; }

    /// <summary>Whether names that end with the delimiter are also listed as objects.</summary>
    public bool? IncludeTrailingDelimiter { get; set; }

    /// <summary>Whether empty folders are among the prefixes.</summary>
    public bool? IncludeFoldersAsPrefixes { get; set; }

    /// <summary>A glob that names have to match.</summary>
    public string MatchGlob { get; set; }

    /// <summary>The first name, included.</summary>
    public string StartOffset { get; set; }

    /// <summary>Where names end, excluded.</summary>
    public string EndOffset { get; set; }

    /// <summary>A filter by contexts.</summary>
    public string Filter { get; set; }

    /// <summary>Whether older generations are listed too.</summary>
    public bool? Versions { get; set; }

    /// <summary>Only objects that were deleted softly.</summary>
    public bool? SoftDeletedOnly { get; set; }

    /// <summary>How many objects an answer holds at most.</summary>
    public int? PageSize { get; set; }

    /// <summary>Where to start: an earlier page's token.</summary>
    public string PageToken { get; set; }

    /// <summary>The fields wanted in the answers; null for all.</summary>
    public string Fields { get; set; }

    public Projection? Projection { get; set; }

    /// <summary>The project charged for the request.</summary>
    public string UserProject { get; set; }

    /// <summary>Replaces the default retries.</summary>
    public RetryOptions RetryOptions { get; set; }

    internal void Apply(ObjectsResource.ListRequest request)
    {
        request.Delimiter = Delimiter;
        request.IncludeTrailingDelimiter = IncludeTrailingDelimiter;
        request.IncludeFoldersAsPrefixes = IncludeFoldersAsPrefixes;
        request.MatchGlob = MatchGlob;
        request.StartOffset = StartOffset;
        request.EndOffset = EndOffset;
        request.Filter = Filter;
        request.Versions = Versions;
        request.PageToken = PageToken;
        request.Fields = Fields;
        request.UserProject = UserProject;
        request.SoftDeleted = SoftDeletedOnly;
        request.MaxResults = PageSize;
        request.Projection = (ObjectsResource.ListRequest.ProjectionEnum?)Projection;
    }
}
