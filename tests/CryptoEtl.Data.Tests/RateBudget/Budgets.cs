using CryptoEtl.Data.RateBudget;

namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>Short ways to make budgets and requests.</summary>
internal static class Budgets
{
    public const string Source = "coingecko";

    /// <summary>Of the bucket in the store.</summary>
    public static string Key { get; } = $"{Source}-{KeyIds.Of(Source, "secret")}";

    public static SharedRateBudget Of(
        TimeProvider time, IBudgetStore store, int perMinute = 600, SpendCaps? caps = null, SpendUnit unit = SpendUnit.Credits, int? perSecond = null, long? perDay = null) =>
        new(store, new Dictionary<string, SourceBudget>
        {
            [Source] = new(new(perMinute, perSecond, perDay), caps ?? SpendCaps.None, unit, KeyIds.Of(Source, "secret"), "COINGECKO"),
        }, time);

    public static BudgetRequest Request(string pipeline = "historical", bool perishable = false, string run = "run-1", int credits = 1) =>
        new(Source, pipeline, run, perishable, credits);
}
