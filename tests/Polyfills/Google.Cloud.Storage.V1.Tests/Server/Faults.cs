using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Google.Cloud.Storage.V1.Tests.Server;

/// <summary>What goes wrong, in the order in which it was asked for; each fault strikes once.</summary>
internal sealed class Faults
{
    private readonly ConcurrentQueue<(string Method, Func<HttpContext, Task> Strike)> _pending = new();

    internal bool Exhausted => _pending.IsEmpty;

    /// <summary>Flips a bit in the bytes of downloads.</summary>
    internal bool CorruptsDownloads { get; set; }

    /// <summary>Cuts the connection after half of a download.</summary>
    internal bool CutsDownloads { get; set; }

    /// <summary>Sends stored gzip data unpacked, and says so.</summary>
    internal bool UnpacksDownloads { get; set; }

    /// <summary>Called when a download's headers and first byte are out; the rest never comes.</summary>
    internal Action? StallsDownloads { get; set; }

    /// <summary>The checksum claimed for uploads; an empty one is left out.</summary>
    internal string? ClaimedCrc32c { get; set; }

    /// <summary>The next chunks: how many bytes are kept of each, and whether the connection is then cut.</summary>
    internal ConcurrentQueue<(int Kept, bool Cut)> Interruptions { get; } = new();

    internal Faults Status(string method, int status, int times = 1)
    {
        for (int i = 0; i < times; i++) _pending.Enqueue((method, context => Answer.ErrorAsync(context, status, "Out of order")));
        return this;
    }

    internal Faults Text(string method, int status, string body)
    {
        _pending.Enqueue((method, context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        }));
        return this;
    }

    internal Faults Reset(string method)
    {
        _pending.Enqueue((method, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }));
        return this;
    }

    internal async Task<bool> StrikeAsync(Call call, HttpContext context)
    {
        if (!_pending.TryPeek(out var fault) || fault.Method != call.Method) return false;
        _pending.TryDequeue(out _);
        await fault.Strike(context);
        return true;
    }
}
