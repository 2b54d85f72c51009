using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Storage.V1.Tests.Server;

internal sealed partial class GcsServer
{
    private readonly ConcurrentDictionary<string, int> _rewrites = new();

    /// <summary>How many requests one copy takes.</summary>
    internal int RewriteSteps { get; set; } = 1;

    /// <summary>How many objects a page holds, whatever is asked for.</summary>
    internal int LargestPage { get; set; } = 1000;

    private Task GetAsync(Call call, HttpContext context, string bucket, string name)
    {
        StoredObject? found = Store.Find(bucket, name, ServerConditions.Number(call.Query, "generation"));
        if (found is null) return Answer.NotFoundAsync(context, bucket, name);
        int failed = ServerConditions.Status(call.Query, found, read: true);
        if (failed != 0) return Answer.ConditionAsync(context, failed);
        return call.Query["alt"] == "media" ? MediaAsync(call, context, found) : Answer.JsonAsync(context, found.ToJson());
    }

    private Task DeleteAsync(Call call, HttpContext context, string bucket, string name)
    {
        long? generation = ServerConditions.Number(call.Query, "generation");
        StoredObject? found = Store.Find(bucket, name, generation);
        if (found is null) return Answer.NotFoundAsync(context, bucket, name);
        int failed = ServerConditions.Status(call.Query, found);
        if (failed != 0) return Answer.ConditionAsync(context, failed);
        Store.Delete(found, forGood: generation is not null);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task ListAsync(Call call, HttpContext context, string bucket)
    {
        int size = (int)Math.Min(LargestPage, ServerConditions.Number(call.Query, "maxResults") ?? LargestPage);
        var (items, prefixes) = Fold(bucket, call.Query["prefix"].ToString(), call.Query["delimiter"].ToString());
        string after = call.Query["pageToken"].ToString();
        List<StoredObject> rest = [.. items.Where(o => string.CompareOrdinal(o.Name, after) > 0)];
        var json = new JsonObject { ["kind"] = "storage#objects" };
        if (rest.Count > 0) json["items"] = new JsonArray([.. rest.Take(size).Select(o => o.ToJson())]);
        if (prefixes.Count > 0) json["prefixes"] = new JsonArray([.. prefixes.Select(p => (JsonNode)p)]);
        if (rest.Count > size) json["nextPageToken"] = rest[size - 1].Name;
        return Answer.JsonAsync(context, json);
    }

    private (List<StoredObject> Items, List<string> Prefixes) Fold(string bucket, string prefix, string delimiter)
    {
        ILookup<string?, StoredObject> byFolder = Store.Live(bucket)
            .Where(o => o.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToLookup(o => Folder(o.Name, prefix, delimiter));
        return ([.. byFolder[null]], [.. byFolder.Select(group => group.Key).OfType<string>()]);
    }

    private static string? Folder(string name, string prefix, string delimiter)
    {
        int end = delimiter.Length == 0 ? -1 : name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : name[..(end + delimiter.Length)];
    }

    private Task RewriteAsync(Call call, HttpContext context, (string Bucket, string Name) from, (string Bucket, string Name) to)
    {
        StoredObject? source = Store.Find(from.Bucket, from.Name, ServerConditions.Number(call.Query, "sourceGeneration"));
        if (source is null) return Answer.NotFoundAsync(context, from.Bucket, from.Name);
        int failed = Math.Max(ServerConditions.Status(call.Query, Store.Find(to.Bucket, to.Name)), ServerConditions.Status(call.Query, source, prefix: "ifSource"));
        if (failed != 0) return Answer.ConditionAsync(context, failed);
        return StepAsync(call, context, source, to);
    }

    /// <summary>A token that was not handed out by the step before is refused.</summary>
    private Task StepAsync(Call call, HttpContext context, StoredObject source, (string Bucket, string Name) to)
    {
        string token = call.Query["rewriteToken"].ToString();
        int step = 1;
        if (token.Length > 0 && !_rewrites.TryRemove(token, out step)) return Answer.ErrorAsync(context, 400, "Invalid rewrite token");
        return step < RewriteSteps ? ContinueAsync(context, source, step) : FinishAsync(call, context, source, to);
    }

    private Task ContinueAsync(HttpContext context, StoredObject source, int step)
    {
        if (!_rewrites.IsEmpty) return Answer.ErrorAsync(context, 400, "An earlier rewrite token was never used");
        string token = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        _rewrites[token] = step + 1;
        var json = new JsonObject { ["kind"] = "storage#rewriteResponse", ["done"] = false, ["objectSize"] = source.Data.Length, ["rewriteToken"] = token };
        return Answer.JsonAsync(context, json);
    }

    private Task FinishAsync(Call call, HttpContext context, StoredObject source, (string Bucket, string Name) to)
    {
        JsonObject given = call.Body.Length == 0 ? source.Given : JsonNode.Parse(call.Body)!.AsObject();
        StoredObject copy = Store.Put(to.Bucket, to.Name, source.Data, given.DeepClone().AsObject());
        return Answer.JsonAsync(context, new JsonObject { ["kind"] = "storage#rewriteResponse", ["done"] = true, ["resource"] = copy.ToJson() });
    }
}
