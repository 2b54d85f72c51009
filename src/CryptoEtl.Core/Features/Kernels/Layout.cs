namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Which elements of a series results are wanted for. The series has <see cref="Layout.Before"/> elements before the first one, and <see cref="Layout.After"/> after the last one.</summary>
/// <param name="First">Place of the first one.</param>
internal readonly record struct Places(int First, int Count)
{
    public int End => First + Count;

    /// <summary>The elements before it too, as many as windows reach back.</summary>
    public Places Back(int elements) => new(First - elements, Count + elements);

    /// <summary>The same number of elements, so many places earlier.</summary>
    public Places Earlier(int elements) => this with { First = First - elements };
}

/// <summary>Room around the elements of every series, so that kernels need not look where it ends.</summary>
internal static class Layout
{
    /// <summary>More than the longest window with its anchor and what it carries forward.</summary>
    public const int Before = 448;

    /// <summary>Elements that one vector operation takes in.</summary>
    public const int Lanes = 8;

    /// <summary>Elements that are worked on side by side: four vectors, so that none waits for its own last sum.</summary>
    public const int Step = 4 * Lanes;

    public const int After = Step;
}
