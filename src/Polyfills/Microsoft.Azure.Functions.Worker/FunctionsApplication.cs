namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Entry point of a function app.</summary>
public class FunctionsApplication
{
    /// <summary>A builder with the worker's configuration sources and services.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
