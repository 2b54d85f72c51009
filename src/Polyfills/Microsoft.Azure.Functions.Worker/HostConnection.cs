using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>A worker lives on the connection to its Functions host, which this stand-in package cannot make.</summary>
internal sealed class HostConnection : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException(
        "This build carries a stand-in for Microsoft.Azure.Functions.Worker, which cannot connect to a Functions host. "
        + "Run the functions locally with 'etl serve', or build with -p:Polyfills=false and start them with a Functions host.");

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
