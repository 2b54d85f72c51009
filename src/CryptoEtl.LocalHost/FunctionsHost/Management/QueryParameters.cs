using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.FunctionsHost.Management;

/// <summary>Reads the query parameters of the management API.</summary>
internal static class QueryParameters
{
    public static bool Flag(this IQueryCollection query, string name, bool otherwise = false) =>
        query[name].FirstOrDefault() is { Length: > 0 } text ? bool.Parse(text) : otherwise;

    public static int? Number(this IQueryCollection query, string name) =>
        query[name].FirstOrDefault() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public static OrchestrationQuery ToOrchestrationQuery(this IQueryCollection query, string? continuationToken) => new(
        CreatedFrom: query.Time("createdTimeFrom"),
        CreatedTo: query.Time("createdTimeTo"),
        Statuses: query.Statuses(),
        InstanceIdPrefix: query["instanceIdPrefix"].FirstOrDefault(),
        PageSize: query.Number("top") is > 0 and var top ? top : OrchestrationQuery.DefaultPageSize,
        FetchInputsAndOutputs: true,
        ContinuationToken: continuationToken);

    private static DateTimeOffset? Time(this IQueryCollection query, string name) =>
        query[name].FirstOrDefault() is { Length: > 0 } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    /// <summary>The parameter may be repeated, and each may be a list with commas.</summary>
    private static List<OrchestrationRuntimeStatus> Statuses(this IQueryCollection query) =>
    [
        .. query["runtimeStatus"]
            .SelectMany(text => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
            .Select(text => Enum.Parse<OrchestrationRuntimeStatus>(text, ignoreCase: true)),
    ];
}
