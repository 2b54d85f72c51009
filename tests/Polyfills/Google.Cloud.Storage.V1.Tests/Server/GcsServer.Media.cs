using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Storage.V1.Tests.Server;

internal sealed partial class GcsServer
{
    private async Task MediaAsync(Call call, HttpContext context, StoredObject found)
    {
        byte[] data = Faults.UnpacksDownloads ? Gzip.Unpack(found.Data) : [.. found.Data];
        DescribeMedia(context, found);
        if (Faults.CorruptsDownloads) data[data.Length / 2] ^= 1;
        data = Cut(call, context, data);
        context.Response.ContentLength = data.Length;
        if (Faults.StallsDownloads is not null) await StallAsync(context, data);
        else if (Faults.CutsDownloads) await BreakOffAsync(context, data);
        else await context.Response.Body.WriteAsync(data);
    }

    private void DescribeMedia(HttpContext context, StoredObject found)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers["x-goog-generation"] = found.Generation.ToString(CultureInfo.InvariantCulture);
        headers["x-goog-metageneration"] = found.Metageneration.ToString(CultureInfo.InvariantCulture);
        headers["x-goog-stored-content-length"] = found.Data.Length.ToString(CultureInfo.InvariantCulture);
        headers["x-goog-stored-content-encoding"] = found.Text("contentEncoding") ?? "identity";
        headers["x-goog-storage-class"] = "STANDARD";
        headers["x-goog-hash"] = $"crc32c={found.Crc32c},md5={found.Md5}";
        headers.ETag = $"\"etag-{found.Generation}\"";
        headers.ContentType = found.Text("contentType");
        headers.CacheControl = found.Text("cacheControl");
        if (!Faults.UnpacksDownloads) headers.ContentEncoding = found.Text("contentEncoding");
    }

    private static byte[] Cut(Call call, HttpContext context, byte[] data)
    {
        string range = call.Headers.Range.ToString();
        if (range.Length == 0) return data;
        string[] ends = range["bytes=".Length..].Split('-');
        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        int last = ends[1].Length == 0 ? data.Length - 1 : Math.Min(data.Length - 1, int.Parse(ends[1], CultureInfo.InvariantCulture));
        context.Response.StatusCode = 206;
        context.Response.Headers.ContentRange = $"bytes {first}-{last}/{data.Length}";
        return data[first..(last + 1)];
    }

    private static async Task BreakOffAsync(HttpContext context, byte[] data)
    {
        await context.Response.Body.WriteAsync(data.AsMemory(0, data.Length / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private async Task StallAsync(HttpContext context, byte[] data)
    {
        await context.Response.Body.WriteAsync(data.AsMemory(0, 1));
        await context.Response.Body.FlushAsync();
        Faults.StallsDownloads!();
        var gone = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
