namespace CryptoEtl.Core;

/// <summary>What the command line returns to the shell. README lists them.</summary>
public static class ExitCodes
{
    public const int Done = 0;
    public const int Usage = 2;
    public const int GateHalted = 3;
    public const int Budget = 4;
    public const int Upstream = 5;
    public const int Bug = 70;
    public const int Disk = 74;
    public const int Interrupted = 130;
}

/// <summary>A failure with a cause a person can act on. Its message is one line, shown without a stack trace.</summary>
public abstract class CryptoEtlException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public abstract int ExitCode { get; }
}

/// <summary>Wrong arguments, settings or input files. The message names file, row, field and value where there are such.</summary>
public sealed class BadInputException(string message, Exception? inner = null) : CryptoEtlException(message, inner)
{
    public override int ExitCode => ExitCodes.Usage;

    /// <summary>Bad input at one place of one file: <c>file:row: field 'x' has value 'y': why</c>.</summary>
    /// <param name="row">1-based line of the file, the header being line 1.</param>
    public static BadInputException At(string file, long row, string field, string? value, string why) =>
        new($"{file}:{row}: field '{field}' has value '{value}': {why}");
}

/// <summary>A source did not answer, or not with what it documents.</summary>
public sealed class UpstreamException(string message, Exception? inner = null) : CryptoEtlException(message, inner)
{
    /// <summary>It answered well enough to say no: another key may help, an older answer must not hide it.</summary>
    public bool IsRefusal { get; init; }

    public override int ExitCode => ExitCodes.Upstream;
}

/// <summary>Credits, quota or a cap of the user's own would be exceeded.</summary>
public sealed class BudgetException(string message, Exception? inner = null) : CryptoEtlException(message, inner)
{
    public override int ExitCode => ExitCodes.Budget;
}

/// <summary>The quality gate refused a batch.</summary>
public sealed class GateHaltedException(string message) : CryptoEtlException(message)
{
    public override int ExitCode => ExitCodes.GateHalted;
}
