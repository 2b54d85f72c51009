using System.Text;

namespace CryptoEtl.Simulator.Import;

internal static class Slugs
{
    /// <summary>Lower case, runs of anything but letters and digits become one hyphen.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Trim())
        {
            if (char.IsLetterOrDigit(letter))
                slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
