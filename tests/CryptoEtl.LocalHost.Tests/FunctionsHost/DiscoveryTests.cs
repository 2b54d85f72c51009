using CryptoEtl.Core;
using CryptoEtl.LocalHost.FunctionsHost.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

public sealed class DiscoveryTests
{
    [Fact]
    public void Functions_are_found_with_their_kind()
    {
        var catalog = FunctionCatalog.From([typeof(PagesOrchestrator), typeof(PageActivities), typeof(HttpSamples), typeof(TimerSamples)]);

        Assert.Equal(["Pages"], catalog.Of(FunctionKind.Orchestrator).Select(function => function.Name));
        Assert.Equal(["Close", "Count", "FetchPage"], catalog.Of(FunctionKind.Activity).Select(function => function.Name).Order());
        Assert.Equal("CryptoEtl.LocalHost.Tests.FunctionsHost.PageActivities.Close", catalog.Functions.Single(function => function.Name == "Close").Definition.EntryPoint);
        Assert.Equal("timerTrigger", catalog.Of(FunctionKind.Timer).First().Definition.InputBindings.Values.Single().Type);
    }

    [Theory]
    [InlineData(typeof(TwoOfOneName), "Two functions share a name, ignoring case: Same (")]
    [InlineData(typeof(NoTrigger), "has 0 triggers; it needs exactly one")]
    [InlineData(typeof(TwoTriggers), "has 2 triggers; it needs exactly one")]
    [InlineData(typeof(UnknownParameter), "The parameter Int32 surprise of the function")]
    [InlineData(typeof(WrongClient), "DurableClient binds to DurableTaskClient only")]
    [InlineData(typeof(WrongTrigger), "its trigger cannot give that type")]
    public void A_function_that_could_not_be_called_is_refused_at_start(Type functions, string because)
    {
        var refusal = Assert.Throws<BadInputException>(() => FunctionCatalog.From([functions]));

        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
    }

    private static class TwoOfOneName
    {
        [Function("Same")]
        public static void First([ActivityTrigger] string input) => _ = input;

        [Function("SAME")]
        public static void Second([ActivityTrigger] string input) => _ = input;
    }

    private static class NoTrigger
    {
        [Function("Idle")]
        public static void Run(string input) => _ = input;
    }

    private static class TwoTriggers
    {
        [Function("Busy")]
        public static void Run([ActivityTrigger] string input, [TimerTrigger("0 * * * *")] TimerInfo timer) => _ = (input, timer);
    }

    private static class UnknownParameter
    {
        [Function("Surprised")]
        public static void Run([ActivityTrigger] string input, int surprise) => _ = (input, surprise);
    }

    private static class WrongClient
    {
        [Function("Client")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [DurableClient] IOrchestrationSubmitter client) => _ = (request, client);
    }

    private static class WrongTrigger
    {
        [Function("Orchestrator")]
        public static void Run([OrchestrationTrigger] string context) => _ = context;
    }
}
