using System.CommandLine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl quarantine</c>: what the gate held back, and what to do with it. docs/quarantine.md has it all.</summary>
internal static class QuarantineCommand
{
    public static Command Create() => new("quarantine", "Rows that the gate held back: look, fix, replay, discard, and ask what other rules would do.")
    {
        QuarantineLook.List(), QuarantineLook.Show(), QuarantineChange.Fix(), QuarantineChange.Discard(), QuarantineReplayCommand.Create(), QuarantineWhatIf.Create(),
    };
}
