using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>One request as it came over the wire, its body unpacked.</summary>
internal sealed record Call(string Method, string RawPath, IQueryCollection Query, IHeaderDictionary Headers, byte[] Body)
{
    internal string Text => System.Text.Encoding.UTF8.GetString(Body);

    internal string[] Segments => [.. RawPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    internal static async Task<Call> ReadAsync(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        string path = target.Split('?')[0];
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        bool packed = context.Request.Headers.ContentEncoding == "gzip";
        byte[] data = packed ? Gzip.Unpack(body.ToArray()) : body.ToArray();
        return new Call(context.Request.Method, path, context.Request.Query, new HeaderDictionary(context.Request.Headers.ToDictionary()), data);
    }
}
