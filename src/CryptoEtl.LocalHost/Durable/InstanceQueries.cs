using System.Globalization;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>Rows of the store as the metadata clients know.</summary>
internal sealed class InstanceQueries(DurableReader reader, DataConverter converter)
{
    public OrchestrationMetadata? Get(string instanceId, bool withPayloads) =>
        reader.Find(instanceId) is { } row ? ToMetadata(row, withPayloads) : null;

    public AsyncPageable<OrchestrationMetadata> All(OrchestrationQuery? query)
    {
        query ??= new OrchestrationQuery();
        var filter = new InstanceFilter
        {
            CreatedFrom = query.CreatedFrom,
            CreatedTo = query.CreatedTo,
            Statuses = query.Statuses,
            Prefix = query.InstanceIdPrefix,
        };
        return Pageable.Create<OrchestrationMetadata>((token, size, _) =>
            Task.FromResult(Page(filter, token ?? query.ContinuationToken, size ?? query.PageSize, row => ToMetadata(row, query.FetchInputsAndOutputs))));
    }

    public Page<string> Ids(
        IEnumerable<OrchestrationRuntimeStatus>? statuses, DateTimeOffset? completedFrom, DateTimeOffset? completedTo, int size, string? token) =>
        Page(new InstanceFilter { Statuses = statuses, CompletedFrom = completedFrom, CompletedTo = completedTo }, token, size, row => row.InstanceId);

    public OrchestrationMetadata ToMetadata(InstanceRow row, bool withPayloads) => new(row.Name, row.InstanceId)
    {
        RuntimeStatus = row.Status,
        CreatedAt = new DateTimeOffset(row.CreatedAt),
        LastUpdatedAt = new DateTimeOffset(row.UpdatedAt),
        SerializedInput = withPayloads ? row.Input : null,
        SerializedOutput = withPayloads ? row.Output : null,
        SerializedCustomStatus = withPayloads ? row.CustomStatus : null,
        FailureDetails = withPayloads ? Failures.Read(row.Failure) : null,
        DataConverter = withPayloads ? converter : null,
        Tags = row.Tags,
    };

    private Page<T> Page<T>(InstanceFilter filter, string? token, int size, Func<InstanceRow, T> select) where T : notnull
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var after = token is null ? 0 : long.Parse(token, CultureInfo.InvariantCulture);
        // One more than asked for tells whether a page follows.
        var rows = reader.Page(filter, after, size + 1);
        var next = rows.Count > size ? rows[size - 1].Key.ToString(CultureInfo.InvariantCulture) : null;
        return new Page<T>([.. rows.Take(size).Select(select)], next);
    }
}
