namespace CryptoEtl.Simulator.Serve.Limits;

/// <summary>CoinGecko's credits of the month.</summary>
internal sealed class CreditLedger(int monthly, int used)
{
    private int spent = used;

    public int Monthly => monthly;

    public int Used => Volatile.Read(ref spent);

    public int Remaining => Math.Max(0, monthly - Used);

    /// <summary>Takes a credit before the answer is made, so that calls side by side cannot overdraw. False: none left.</summary>
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref spent) <= monthly)
            return true;

        Interlocked.Decrement(ref spent);
        return false;
    }

    /// <summary>Gives the credit back: only an answer with status 200 costs one.</summary>
    public void Return() => Interlocked.Decrement(ref spent);
}
