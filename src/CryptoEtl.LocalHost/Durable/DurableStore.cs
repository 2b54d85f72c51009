using CryptoEtl.Core;
using CryptoEtl.LocalHost.Durable.History;
using CryptoEtl.LocalHost.Durable.Storage;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>Looks into a store without running the engine, also while another process runs it.</summary>
public static class DurableStore
{
    /// <summary>A client that finds instances and waits for them, and starts none.</summary>
    /// <exception cref="BadInputException">There is no store at <paramref name="path"/>.</exception>
    public static DurableTaskClient OpenReadOnlyClient(string path, TimeProvider? time = null) =>
        new ReadOnlyDurableTaskClient(
            new InstanceQueries(DurableStoreFile.OpenToRead(path), new JsonDataConverter(new() { PropertyNameCaseInsensitive = true })),
            time ?? TimeProvider.System);

    /// <summary>The history of an instance's current generation, oldest event first. Answers carry the name of what they answer.</summary>
    /// <returns>Null when there is no such instance.</returns>
    /// <exception cref="BadInputException">There is no store at <paramref name="path"/>.</exception>
    public static IReadOnlyList<DurableEvent>? ReadHistory(string path, string instanceId) =>
        ReadHistory(DurableStoreFile.OpenToRead(path), instanceId);

    internal static List<DurableEvent>? ReadHistory(DurableReader reader, string instanceId) =>
        reader.Find(instanceId) is { } row ? reader.History(row.Key) : null;
}
