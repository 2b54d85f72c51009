using System.Globalization;

namespace CryptoEtl.Core.Derivatives;

/// <summary>What a contract's base means: venues trade cheap coins by the thousand or million.</summary>
/// <param name="Ticker">The coin's ticker, upper case.</param>
/// <param name="Multiplier">Coins per base unit; 1 for most.</param>
public readonly record struct ContractUnderlying(string Ticker, double Multiplier)
{
    /// <summary>1000SHIB, 1000000MOG, 1MBABYDOGE, kPEPE. A leading digit alone is part of the name (1INCH), and so is a capital K.</summary>
    public static ContractUnderlying Of(string text)
    {
        var name = text.Trim();
        var zeros = LeadingPowerOfTen(name);
        if (zeros > 1)
            return new(name[(zeros + 1)..].ToUpperInvariant(), Math.Pow(10, zeros));
        if (name.Length > 3 && name.StartsWith("1M", StringComparison.Ordinal) && name[2..].All(IsCapital))
            return new(name[2..], 1e6);
        if (name.Length > 2 && name[0] == 'k' && name[1..].All(IsCapital))
            return new(name[1..], 1e3);
        return new(name.ToUpperInvariant(), 1);
    }

    public override string ToString() =>
        Multiplier == 1 ? Ticker : $"{Multiplier.ToString(CultureInfo.InvariantCulture)} {Ticker}";

    /// <summary>How many zeros follow a leading 1; 0 where no letters follow them.</summary>
    private static int LeadingPowerOfTen(string name)
    {
        if (!name.StartsWith('1'))
            return 0;
        var zeros = name.Skip(1).TakeWhile(letter => letter == '0').Count();
        return zeros + 1 < name.Length && char.IsLetter(name[zeros + 1]) ? zeros : 0;
    }

    private static bool IsCapital(char letter) => letter is >= 'A' and <= 'Z' or >= '0' and <= '9';
}
