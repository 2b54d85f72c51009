using System.CommandLine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl gate</c>: what has to do with the quality gate.</summary>
internal static class GateCommand
{
    public static Command Create()
    {
        var command = new Command("gate", "The quality gate: how tables stand, whether verdicts are as they were sealed, a person's word, a file of your own held to a contract, and pages of it all.");
        foreach (var subcommand in new[] { GateStandingCommands.Status(), GateStandingCommands.Verify(), GateStandingCommands.Override(), GateCheck.Create(), GateReportCommand.Create() })
            command.Subcommands.Add(subcommand);
        return command;
    }
}
