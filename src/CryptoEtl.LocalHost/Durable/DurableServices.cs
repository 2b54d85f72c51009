using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>What every part of the engine needs.</summary>
internal sealed record DurableServices(DurableRegistry Registry, DataConverter Converter, TimeProvider Time, ILoggerFactory Loggers)
{
    public DateTime UtcNow => Time.GetUtcNow().UtcDateTime;
}
