using Google.Apis.Services;
using Google.Apis.Storage.v1.Data;
using Google.Apis.Util;

namespace Google.Apis.Storage.v1;

public partial class ObjectsResource
{
    /// <summary>Lists a bucket's objects.</summary>
    public class ListRequest : StorageBaseServiceRequest<Objects>
    {
        public ListRequest(IClientService service, string bucket) : base(service)
        {
            Bucket = bucket;
            InitParameters();
        }

        public override string MethodName => "list";

        public override string HttpMethod => "GET";

        public override string RestPath => "b/{bucket}/o";

        [RequestParameter("bucket", RequestParameterType.Path)]
        public virtual string Bucket { get; set; }

        [RequestParameter("delimiter", RequestParameterType.Query)]
        public virtual string Delimiter { get; set; }

        [RequestParameter("endOffset", RequestParameterType.Query)]
        public virtual string EndOffset { get; set; }

        [RequestParameter("filter", RequestParameterType.Query)]
        public virtual string Filter { get; set; }

        [RequestParameter("includeFoldersAsPrefixes", RequestParameterType.Query)]
        public virtual bool? IncludeFoldersAsPrefixes { get; set; }

        [RequestParameter("includeTrailingDelimiter", RequestParameterType.Query)]
        public virtual bool? IncludeTrailingDelimiter { get; set; }

        [RequestParameter("matchGlob", RequestParameterType.Query)]
        public virtual string MatchGlob { get; set; }

        [RequestParameter("maxResults", RequestParameterType.Query)]
        public virtual long? MaxResults { get; set; }

        [RequestParameter("pageToken", RequestParameterType.Query)]
        public virtual string PageToken { get; set; }

        [RequestParameter("prefix", RequestParameterType.Query)]
        public virtual string Prefix { get; set; }

        [RequestParameter("projection", RequestParameterType.Query)]
        public virtual ProjectionEnum? Projection { get; set; }

        [RequestParameter("softDeleted", RequestParameterType.Query)]
        public virtual bool? SoftDeleted { get; set; }

        [RequestParameter("startOffset", RequestParameterType.Query)]
        public virtual string StartOffset { get; set; }

        [RequestParameter("userProject", RequestParameterType.Query)]
        public virtual string UserProject { get; set; }

        [RequestParameter("versions", RequestParameterType.Query)]
        public virtual bool? Versions { get; set; }

        /// <summary>How much of an object's metadata is answered.</summary>
        public enum ProjectionEnum
        {
            [StringValue("full")]
            Full,

            [StringValue("noAcl")]
            NoAcl,
        }
    }
}
