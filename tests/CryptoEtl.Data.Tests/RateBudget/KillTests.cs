namespace CryptoEtl.Data.Tests.RateBudget;

/// <summary>A host that dies at any moment: between two steps of its own, of the store, of the source.</summary>
public sealed class KillTests
{
    /// <summary>About a second's worth at 600 a minute: reserved, charged and perhaps not handed out when the end comes.</summary>
    private const int Batch = 10;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Seeds))]
    public void The_ledger_never_says_less_than_was_spent_and_at_most_a_batch_more(int seed) => Check(Life.Play(seed, storeFails: false));

    [Theory, MemberData(nameof(Seeds))]
    public void Neither_does_it_when_the_store_fails_now_and_then_and_loses_answers(int seed) => Check(Life.Play(seed, storeFails: true));

    private static void Check(Life life) => Assert.InRange(life.Ledger, life.Sent - life.RefundsBegun, life.Sent - life.RefundsDone + Batch);

    /// <summary>What had happened when the end came, and what the ledger says afterwards.</summary>
    private sealed record Life(int Sent, int RefundsBegun, int RefundsDone, long Ledger)
    {
        public static Life Play(int seed, bool storeFails)
        {
            var life = new Life(0, 0, 0, 0);
            InventedTime.Run(async time =>
            {
                var random = new Random(seed);
                var store = new SlowStore(time, random, TimeSpan.FromMilliseconds(80));
                var dies = Budgets.Of(time, store);
                for (var worker = 0; worker < 30; worker++)
                    _ = WorkAsync(dies);
                for (var wink = 0; storeFails && wink < 20; wink++)
                {
                    await time.Delay(TimeSpan.FromSeconds(random.NextDouble()));
                    store.FailuresToCome = random.Next(3);
                }

                await time.Delay(TimeSpan.FromSeconds(15 * random.NextDouble()));
                var seen = life;
                var (state, _) = await store.PeekAsync(Budgets.Key);
                life = seen with { Ledger = state?.Month.Spent ?? 0 };

                async Task WorkAsync(CryptoEtl.Data.RateBudget.SharedRateBudget budget)
                {
                    while (true)
                    {
                        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20 * random.NextDouble()), time);
                        try
                        {
                            var turn = await budget.TakeAsync(Budgets.Request(), patience.Token);
                            life = life with { Sent = life.Sent + 1 };
                            await time.Delay(TimeSpan.FromSeconds(random.NextDouble()));
                            if (random.Next(3) > 0)
                                continue;
                            life = life with { RefundsBegun = life.RefundsBegun + 1 };
                            await turn.FailedAsync();
                            life = life with { RefundsDone = life.RefundsDone + 1 };
                        }
                        catch (OperationCanceledException)
                        {
                            // It lost patience; the next one asks.
                        }
                    }
                }
            });
            return life;
        }
    }
}
