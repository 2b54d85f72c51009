using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Builder;

internal static class WorkerDefaults
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--functions-uri"] = "Functions:Worker:HostEndpoint",
        ["--functions-request-id"] = "Functions:Worker:RequestId",
        ["--functions-worker-id"] = "Functions:Worker:WorkerId",
        ["--functions-grpc-max-message-length"] = "Functions:Worker:GrpcMaxMessageLength",
    };

    internal static HostApplicationBuilderSettings Settings(string[]? args)
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("AZURE_FUNCTIONS_");
        configuration.AddCommandLine(args ?? [], Switches);
        return new HostApplicationBuilderSettings { Configuration = configuration };
    }

    internal static void AddServices(IServiceCollection services)
    {
        // The Functions host owns the console: a worker's log goes to it over the wire.
        foreach (var console in services.Where(IsConsoleLogger).ToList()) services.Remove(console);

        services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            (worker, json) => worker.Serializer ??= new JsonObjectSerializer(json.Value));
        services.AddHostedService<HostConnection>();
    }

    private static bool IsConsoleLogger(ServiceDescriptor service) =>
        service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType?.Name == "ConsoleLoggerProvider";
}
