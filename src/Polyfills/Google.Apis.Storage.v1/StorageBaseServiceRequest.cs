using Google.Apis.Discovery;
using Google.Apis.Requests;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.Storage.v1;

/// <summary>A request of the service, with the parameters that all requests share.</summary>
public abstract class StorageBaseServiceRequest<TResponse> : ClientServiceRequest<TResponse>
{
    protected StorageBaseServiceRequest(IClientService service) : base(service)
    {
    }

    /// <summary>The fields wanted in the answer; null for all.</summary>
    [RequestParameter("fields", RequestParameterType.Query)]
    public virtual string Fields { get; set; }

    [RequestParameter("prettyPrint", RequestParameterType.Query)]
    public virtual bool? PrettyPrint { get; set; }

    [RequestParameter("quotaUser", RequestParameterType.Query)]
    public virtual string QuotaUser { get; set; }

    /// <summary>Declares each property that is a parameter; those in the path are required.</summary>
    protected override void InitParameters()
    {
        base.InitParameters();
        foreach (var property in GetType().GetProperties())
        {
            var parameter = property.GetCustomAttribute<RequestParameterAttribute>();
            if (parameter is not null) RequestParameters.Add(parameter.Name, Declared(parameter));
        }
    }

    private static Parameter Declared(RequestParameterAttribute attribute) => new()
    {
        Name = attribute.Name,
        IsRequired = attribute.Type == RequestParameterType.Path,
        ParameterType = attribute.Type == RequestParameterType.Path ? "path" : "query",
    };
}
