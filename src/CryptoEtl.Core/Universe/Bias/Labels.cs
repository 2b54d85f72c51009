namespace CryptoEtl.Core.Universe.Bias;

/// <summary>Keeps labels at the end of lines apart.</summary>
internal static class Labels
{
    private const double Apart = 16;

    /// <summary>Places near the wanted ones, in the same order from top to bottom, none closer than a line of text.</summary>
    public static double[] Spread(double[] wanted, double top, double bottom)
    {
        var places = (double[])wanted.Clone();
        var order = Enumerable.Range(0, wanted.Length).OrderBy(at => wanted[at]).ToList();
        for (var at = 1; at < order.Count; at++)
            places[order[at]] = Math.Max(places[order[at]], places[order[at - 1]] + Apart);
        var over = Math.Max(0, order.Count == 0 ? 0 : places[order[^1]] - bottom);
        return [.. places.Select(place => Math.Max(top, place - over))];
    }
}
