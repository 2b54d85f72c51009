using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.Functions.QualityGate;

/// <summary>Body of an override over HTTP.</summary>
public sealed record OverrideBody(string? Table, string? Batch, string? Reason, string? By, DateTimeOffset? Expires);

/// <summary>The HTTP twin of <c>etl gate override</c>, under a key of its own.</summary>
public sealed class GateOverrides(OverrideBook book, EtlSettings settings, [FromKeyedServices(CryptoEtlServices.Clock)] TimeProvider clock)
{
    private const string Header = "x-admin-key";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary><c>POST /api/gate/override</c> with header <c>x-admin-key</c>: 201, 400 with the reason, 401 for a wrong key, 403 where no key is set.</summary>
    [Function("GateOverride")]
    public async Task<HttpResponseData> OnRequestAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "gate/override")] HttpRequestData request, CancellationToken cancellation)
    {
        if (settings.AdminKey is not { } key)
            return await AnswerAsync(request, HttpStatusCode.Forbidden, "GATE_ADMIN_KEY is not set, so nobody may override the gate over HTTP", cancellation);
        if (!request.Headers.TryGetValues(Header, out var given) || !IsSame(string.Concat(given), key))
            return await AnswerAsync(request, HttpStatusCode.Unauthorized, $"header {Header} is not the admin key", cancellation);
        try
        {
            await book.AddAsync(await ReadAsync(request, cancellation), clock.GetUtcNow(), cancellation);
            return await AnswerAsync(request, HttpStatusCode.Created, "recorded", cancellation);
        }
        catch (BadInputException refused)
        {
            return await AnswerAsync(request, HttpStatusCode.BadRequest, refused.Message, cancellation);
        }
    }

    private static async Task<GateOverride> ReadAsync(HttpRequestData request, CancellationToken cancellation)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<OverrideBody>(request.Body, Web, cancellation) ?? throw new BadInputException("the body is empty");
            return new(body.Table ?? "", body.Batch ?? "", body.Reason ?? "", body.By ?? "", body.Expires ?? throw new BadInputException("expires is missing"));
        }
        catch (JsonException broken)
        {
            throw new BadInputException($"the body is no JSON of table, batch, reason, by and expires: {broken.Message}");
        }
    }

    /// <summary>Takes as long for a key that is nearly right.</summary>
    private static bool IsSame(string given, string key) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static async Task<HttpResponseData> AnswerAsync(HttpRequestData request, HttpStatusCode status, string text, CancellationToken cancellation)
    {
        var response = request.CreateResponse(status);
        await response.WriteStringAsync(text, cancellation);
        return response;
    }
}
