namespace CryptoEtl.Core.Features.Kernels;

/// <summary>A series that several formulas need, made once per window when the first one asks.</summary>
/// <typeparam name="T">What it is made from.</typeparam>
/// <param name="fill">Writes the series, laid out as the window's own; the array is all NaN before.</param>
internal sealed class Line<T>(Action<T, double[]> fill)
{
    public Action<T, double[]> Fill { get; } = fill;

    /// <summary>Different for every line over <typeparamref name="T"/>.</summary>
    public int Number { get; } = Interlocked.Increment(ref LineNumbers<T>.Last);
}

/// <summary>The last number given to a line.</summary>
internal static class LineNumbers<T>
{
    internal static int Last = -1;
}

/// <summary>The lines of one window: buffers are kept and used again for the next.</summary>
internal sealed class Lines<T>
{
    private double[]?[] buffers = [];
    private bool[] isMade = [];

    /// <summary>Forgets what was made, for another window.</summary>
    public void Clear() => Array.Clear(isMade);

    /// <param name="length">Of the window; buffers may be longer.</param>
    public double[] Of(Line<T> line, T window, int length)
    {
        if (line.Number >= buffers.Length)
        {
            Array.Resize(ref buffers, LineNumbers<T>.Last + 1);
            Array.Resize(ref isMade, buffers.Length);
        }

        var buffer = buffers[line.Number];
        if (isMade[line.Number])
            return buffer!;
        if (buffer is null || buffer.Length < length)
            buffers[line.Number] = buffer = new double[length];
        buffer.AsSpan(0, length).Fill(double.NaN);
        line.Fill(window, buffer);
        isMade[line.Number] = true;
        return buffer;
    }
}
