using System.Text.RegularExpressions;

namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>Reads the <c>link</c> header of a paged answer.</summary>
internal static partial class Links
{
    /// <summary>Address of the next page, or null on the last.</summary>
    public static string? Next(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("link", out var link) && NextLink().Match(string.Join(',', link)) is { Success: true } found
            ? found.Groups[1].Value
            : null;

    [GeneratedRegex("<([^>]*)>; rel=\"next\"")]
    private static partial Regex NextLink();
}
