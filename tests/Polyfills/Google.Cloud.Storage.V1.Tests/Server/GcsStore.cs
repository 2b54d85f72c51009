using System.Text.Json.Nodes;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>The objects, each with all generations it ever had.</summary>
internal sealed class GcsStore
{
    private readonly Lock _lock = new();
    private readonly List<StoredObject> _generations = [];
    private readonly Dictionary<(string Bucket, string Name), StoredObject> _live = [];
    private long _generation = 1_000;

    internal StoredObject Put(string bucket, string name, byte[] data, JsonObject? given = null)
    {
        lock (_lock)
        {
            var created = new StoredObject(bucket, name, data, ++_generation, given ?? []);
            _generations.Add(created);
            return _live[(bucket, name)] = created;
        }
    }

    /// <summary>Puts it if the live generation is as wanted; null otherwise.</summary>
    internal StoredObject? PutIf(string bucket, string name, byte[] data, JsonObject given, Func<StoredObject?, bool> isWanted)
    {
        lock (_lock)
        {
            return isWanted(_live.GetValueOrDefault((bucket, name))) ? Put(bucket, name, data, given) : null;
        }
    }

    internal StoredObject? Find(string bucket, string name, long? generation = null)
    {
        lock (_lock)
        {
            return generation is null
                ? _live.GetValueOrDefault((bucket, name))
                : _generations.Find(o => o.Bucket == bucket && o.Name == name && o.Generation == generation);
        }
    }

    internal void Delete(StoredObject gone, bool forGood)
    {
        lock (_lock)
        {
            if (_live.GetValueOrDefault((gone.Bucket, gone.Name)) == gone) _live.Remove((gone.Bucket, gone.Name));
            if (forGood) _generations.Remove(gone);
        }
    }

    internal List<StoredObject> Live(string bucket)
    {
        lock (_lock)
        {
            return [.. _live.Values.Where(o => o.Bucket == bucket).OrderBy(o => o.Name, StringComparer.Ordinal)];
        }
    }
}
