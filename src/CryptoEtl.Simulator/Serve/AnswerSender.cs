using CryptoEtl.Simulator.Serve.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoEtl.Simulator.Serve;

/// <summary>Sends an answer: whole, slowly, or not to its end.</summary>
/// <param name="simulated">The date of every answer: it depends on the tape and the moment only.</param>
internal sealed class AnswerSender(DateTimeOffset simulated, TimeProvider clock)
{
    // Enough for the writer to work in peace, little beside a body of a hundred megabytes.
    private const int SendAt = 64 * 1024;

    public async Task SendAsync(HttpContext context, ApiAnswer answer, FaultEffect effect)
    {
        WriteHead(context.Response, answer, effect);
        try
        {
            await using var body = Body(context, answer, effect);
            await WriteAsync(body, answer, context.RequestAborted);
        }
        catch (BodyCutException)
        {
            context.Abort();
        }
    }

    private void WriteHead(HttpResponse response, ApiAnswer answer, FaultEffect effect)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        if (answer.Steps is null && effect.Cut != BodyCut.Endless)
            response.ContentLength = answer.Body.Length;
        response.Headers.Date = simulated.ToString("R");
        if (answer.CacheControl is { } cacheControl)
            response.Headers.CacheControl = cacheControl;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
    }

    // The innermost stream is the connection; what cuts is outermost, so that dripping does not matter to where.
    private Stream Body(HttpContext context, ApiAnswer answer, FaultEffect effect)
    {
        Stream body = new DrippingStream(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().Stream, effect.DrippedPieces, clock);
        return effect.Cut == BodyCut.None ? body : new CutStream(body);
    }

    private static async Task WriteAsync(Stream body, ApiAnswer answer, CancellationToken cancellation)
    {
        if (answer.Steps is not { } steps)
        {
            await body.WriteAsync(answer.Body, cancellation);
            return;
        }

        await using var json = ApiAnswer.Writer(body);
        foreach (var _ in steps(json))
        {
            if (json.BytesPending >= SendAt)
                await json.FlushAsync(cancellation);
        }
    }
}
