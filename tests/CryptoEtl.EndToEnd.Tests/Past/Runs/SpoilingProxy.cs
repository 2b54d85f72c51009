using System.Net;
using System.Net.Sockets;

namespace CryptoEtl.EndToEnd.Tests.Past.Runs;

/// <summary>An upstream that spoils the answers to some paths and passes on all others.</summary>
internal sealed class SpoilingProxy : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient http;

    public SpoilingProxy(Simulator simulator)
    {
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(simulator.Address) };
        Address = $"http://127.0.0.1:{FreePort()}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Status and body for paths that contain a text.</summary>
    public IReadOnlyDictionary<string, (int Status, string Body)> Spoilt { get; set; } = new Dictionary<string, (int, string)>();

    public void Dispose()
    {
        listener.Close();
        http.Dispose();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        var path = call.Request.RawUrl!;
        var spoilt = Spoilt.FirstOrDefault(one => Uri.UnescapeDataString(path).Contains(one.Key, StringComparison.Ordinal));
        if (spoilt.Key is null)
            await PassOnAsync(call, path);
        else
            await WriteAsync(call, spoilt.Value.Status, "application/json", System.Text.Encoding.UTF8.GetBytes(spoilt.Value.Body));
    }

    private async Task PassOnAsync(HttpListenerContext call, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var name in call.Request.Headers.AllKeys.Where(name => name is not ("Host" or "Connection" or "Accept-Encoding")))
            request.Headers.TryAddWithoutValidation(name!, call.Request.Headers[name]);
        using var answer = await http.SendAsync(request);
        call.Response.Headers.Add("Date", answer.Headers.Date?.ToString("r"));
        await WriteAsync(call, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsByteArrayAsync());
    }

    private static async Task WriteAsync(HttpListenerContext call, int status, string? contentType, byte[] body)
    {
        (call.Response.StatusCode, call.Response.ContentType, call.Response.ContentLength64) = (status, contentType, body.Length);
        await call.Response.OutputStream.WriteAsync(body);
        call.Response.Close();
    }

    private static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
