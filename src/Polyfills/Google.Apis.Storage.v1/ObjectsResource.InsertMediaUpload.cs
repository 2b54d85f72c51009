using Google.Apis.Services;
using Google.Apis.Upload;
using Google.Apis.Util;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Apis.Storage.v1;

public partial class ObjectsResource
{
    /// <summary>Uploads an object by the resumable protocol.</summary>
    public class InsertMediaUpload : ResumableUpload<Object, Object>
    {
        public InsertMediaUpload(IClientService service, Object body, string bucket, Stream stream, string contentType)
            : base(service, "/upload/" + service.BasePath + "b/{bucket}/o", "POST", stream, contentType)
        {
            Bucket = bucket;
            Body = body;
        }

        [RequestParameter("bucket", RequestParameterType.Path)]
        public virtual string Bucket { get; set; }

        [RequestParameter("contentEncoding", RequestParameterType.Query)]
        public virtual string ContentEncoding { get; set; }

        [RequestParameter("ifGenerationMatch", RequestParameterType.Query)]
        public virtual long? IfGenerationMatch { get; set; }

        [RequestParameter("ifGenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfGenerationNotMatch { get; set; }

        [RequestParameter("ifMetagenerationMatch", RequestParameterType.Query)]
        public virtual long? IfMetagenerationMatch { get; set; }

        [RequestParameter("ifMetagenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfMetagenerationNotMatch { get; set; }

        [RequestParameter("kmsKeyName", RequestParameterType.Query)]
        public virtual string KmsKeyName { get; set; }

        [RequestParameter("name", RequestParameterType.Query)]
        public virtual string Name { get; set; }

        [RequestParameter("predefinedAcl", RequestParameterType.Query)]
        public virtual PredefinedAclEnum? PredefinedAcl { get; set; }

        [RequestParameter("projection", RequestParameterType.Query)]
        public virtual ProjectionEnum? Projection { get; set; }

        [RequestParameter("userProject", RequestParameterType.Query)]
        public virtual string UserProject { get; set; }

        /// <summary>The access rights of the new object.</summary>
        public enum PredefinedAclEnum
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
