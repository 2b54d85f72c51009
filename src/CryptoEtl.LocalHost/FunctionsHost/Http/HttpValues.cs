using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using CryptoEtl.LocalHost.FunctionsHost.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace CryptoEtl.LocalHost.FunctionsHost.Http;

/// <summary>The request, and the values in its route.</summary>
internal sealed class HttpValues(HttpContext http, ParameterInfo triggerParameter) : ITriggerValues
{
    /// <summary>Where the ASP.NET Core integration of the worker keeps it.</summary>
    private const string HttpContextKey = "HttpRequestContext";

    public IReadOnlyDictionary<string, object?> BindingData { get; } =
        new Dictionary<string, object?>(http.Request.RouteValues, StringComparer.OrdinalIgnoreCase);

    public object? ValueFor(ParameterInfo parameter, LocalFunctionContext context) =>
        parameter == triggerParameter ? Request(parameter.ParameterType, context) : RouteValue(parameter);

    private object Request(Type type, LocalFunctionContext context)
    {
        context.Items[HttpContextKey] = http;
        var data = new LocalHttpRequestData(context, http);
        context.Features.Set<IHttpRequestDataFeature>(data);
        return type == typeof(HttpRequest) ? http.Request : data;
    }

    private object? RouteValue(ParameterInfo parameter)
    {
        if (!BindingData.TryGetValue(parameter.Name!, out var value) || value is null) return null;

        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        try
        {
            return type == typeof(string) ? text : TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or NotSupportedException)
        {
            throw new BadHttpRequestException($"The route value {parameter.Name} is '{text}', which is no {type.Name}.", malformed);
        }
    }
}
