using System.CommandLine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl gate</c>: what has to do with the quality gate.</summary>
internal static class GateCommand
{
    public static Command Create()
    {
        var command = new Command("gate", "The quality gate: hold a file of your own to the contract of a table.");
        foreach (var subcommand in new[] { GateCheck.Create() })
            command.Subcommands.Add(subcommand);
        return command;
    }
}
