namespace CryptoEtl.Data.Sources.CoinGecko;

/// <summary>What the arrays of a chart say at one stamp.</summary>
/// <param name="arrays">How many arrays the chart has.</param>
internal sealed class ChartPoint(int arrays)
{
    private readonly bool[] isGiven = new bool[arrays];

    /// <summary>One per array; null where the array has null, or not this stamp.</summary>
    public double?[] Values { get; } = new double?[arrays];

    /// <summary>How often an array gave the stamp again.</summary>
    public int Repeats { get; private set; }

    public string? Errors;

    /// <summary>The last value counts.</summary>
    public void Set(int array, double? value)
    {
        Repeats += isGiven[array] ? 1 : 0;
        (isGiven[array], Values[array]) = (true, value);
    }
}
