using Google.Apis.Services;
using Google.Apis.Util;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Apis.Storage.v1;

public partial class ObjectsResource
{
    /// <summary>Reads an object's metadata.</summary>
    public class GetRequest : StorageBaseServiceRequest<Object>
    {
        public GetRequest(IClientService service, string bucket, string objectName) : base(service)
        {
            Bucket = bucket;
            Object = objectName;
            InitParameters();
        }

        public override string MethodName => "get";

        public override string HttpMethod => "GET";

        public override string RestPath => "b/{bucket}/o/{object}";

        [RequestParameter("bucket", RequestParameterType.Path)]
        public virtual string Bucket { get; set; }

        [RequestParameter("object", RequestParameterType.Path)]
        public virtual string Object { get; set; }

        [RequestParameter("generation", RequestParameterType.Query)]
        public virtual long? Generation { get; set; }

        [RequestParameter("ifGenerationMatch", RequestParameterType.Query)]
        public virtual long? IfGenerationMatch { get; set; }

        [RequestParameter("ifGenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfGenerationNotMatch { get; set; }

        [RequestParameter("ifMetagenerationMatch", RequestParameterType.Query)]
        public virtual long? IfMetagenerationMatch { get; set; }

        [RequestParameter("ifMetagenerationNotMatch", RequestParameterType.Query)]
        public virtual long? IfMetagenerationNotMatch { get; set; }

        [RequestParameter("projection", RequestParameterType.Query)]
        public virtual ProjectionEnum? Projection { get; set; }

        [RequestParameter("softDeleted", RequestParameterType.Query)]
        public virtual bool? SoftDeleted { get; set; }

        [RequestParameter("userProject", RequestParameterType.Query)]
        public virtual string UserProject { get; set; }

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
