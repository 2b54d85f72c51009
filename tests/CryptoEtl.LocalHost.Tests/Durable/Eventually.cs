namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>Waits for what happens on other threads. The limit only bounds a failing test; a passing one goes on at once.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(EngineHost.Patience);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited {EngineHost.Patience} in vain for: {what}");
            await Task.Delay(5);
        }
    }
}
