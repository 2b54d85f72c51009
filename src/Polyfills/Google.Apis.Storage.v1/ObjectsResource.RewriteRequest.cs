using Google.Apis.Services;
using Google.Apis.Storage.v1.Data;
using Google.Apis.Util;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Apis.Storage.v1;

public partial class ObjectsResource
{
    /// <summary>Copies an object, as a whole or a part at a time.</summary>
    public class RewriteRequest : StorageBaseServiceRequest<RewriteResponse>
    {
        public RewriteRequest(IClientService service, Object body, string sourceBucket, string sourceObject, string destinationBucket, string destinationObject)
            : base(service)
        {
            Body = body;
            SourceBucket = sourceBucket;
            SourceObject = sourceObject;
            DestinationBucket = destinationBucket;
            DestinationObject = destinationObject;
            InitParameters();
        }

        public override string MethodName => "rewrite";

        public override string HttpMethod => "POST";

        public override string RestPath => "b/{sourceBucket}/o/{sourceObject}/rewriteTo/b/{destinationBucket}/o/{destinationObject}";

        [RequestParameter("sourceBucket", RequestParameterType.Path)]
        public virtual string SourceBucket { get; set; }

        [RequestParameter("sourceObject", RequestParameterType.Path)]
        public virtual string SourceObject { get; set; }

        [RequestParameter("destinationBucket", RequestParameterType.Path)]
        public virtual string DestinationBucket { get; set; }

        [RequestParameter("destinationObject", RequestParameterType.Path)]
        public virtual string DestinationObject { get; set; }

        [RequestParameter("destinationKmsKeyName", RequestParameterType.Query)]
        public virtual string DestinationKmsKeyName { get; set; }

        [RequestParameter("destinationPredefinedAcl", RequestParameterType.Query)]
        public virtual DestinationPredefinedAclEnum? DestinationPredefinedAcl { get; set; }

        [RequestParameter("ifGenerationMatch", RequestParameterType.Query)]
        public virtual long? IfGenerationMatch { get; set; }

        [RequestParameter("ifGenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfGenerationNotMatch { get; set; }

        [RequestParameter("ifMetagenerationMatch", RequestParameterType.Query)]
        public virtual long? IfMetagenerationMatch { get; set; }

        [RequestParameter("ifMetagenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfMetagenerationNotMatch { get; set; }

        [RequestParameter("ifSourceGenerationMatch", RequestParameterType.Query)]
        public virtual long? IfSourceGenerationMatch { get; set; }

        [RequestParameter("ifSourceGenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfSourceGenerationNotMatch { get; set; }

        [RequestParameter("ifSourceMetagenerationMatch", RequestParameterType.Query)]
        public virtual long? IfSourceMetagenerationMatch { get; set; }

        [RequestParameter("ifSourceMetagenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfSourceMetagenerationNotMatch { get; set; }

        [RequestParameter("maxBytesRewrittenPerCall", RequestParameterType.Query)]
        public virtual long? MaxBytesRewrittenPerCall { get; set; }

        [RequestParameter("projection", RequestParameterType.Query)]
        public virtual ProjectionEnum? Projection { get; set; }

        [RequestParameter("rewriteToken", RequestParameterType.Query)]
        public virtual string RewriteToken { get; set; }

        [RequestParameter("sourceGeneration", RequestParameterType.Query)]
        public virtual long? SourceGeneration { get; set; }

        [RequestParameter("userProject", RequestParameterType.Query)]
        public virtual string UserProject { get; set; }

        /// <summary>Metadata that replaces the source's.</summary>
        private Object Body { get; set; }

        protected override object GetBody() => Body;

        /// <summary>The access rights of the copy.</summary>
        public enum DestinationPredefinedAclEnum
        {
            [StringValue("authenticatedRead")]
            AuthenticatedRead,

            [StringValue("bucketOwnerFullControl")]
            BucketOwnerFullControl,

            [StringValue("bucketOwnerRead")]
            BucketOwnerRead,

            [StringValue("private")]
            Private,

            [StringValue("projectPrivate")]
            ProjectPrivate,

            [StringValue("publicRead")]
            PublicRead,
        }

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
