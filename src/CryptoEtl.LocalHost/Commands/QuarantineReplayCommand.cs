using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Functions.QualityGate;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl quarantine replay</c>.</summary>
internal static class QuarantineReplayCommand
{
    public static Command Create()
    {
        var (ids, options) = (QuarantineOptions.Ids(), new QuarantineOptions());
        var all = new Option<bool>("--all") { Description = "Every row that waits, of --table if that is given." };
        var dry = new Option<bool>("--dry-run") { Description = "Only judge; nothing is written." };
        var (by, reason, lake, json) = (QuarantineOptions.By(), QuarantineOptions.Reason(), CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("replay", "Take rows, fixed or not, through the gate of today and into their tables. What still breaks a rule stays. Twice is once.")
        {
            ids, all, dry, by, reason, lake, json,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (who, why) = (QuarantineOptions.Given("--by", parsed.GetValue(by)), QuarantineOptions.Given("--reason", parsed.GetValue(reason)));
            var opened = QuarantineLake.Open(parsed.GetValue(lake));
            var rows = await opened.ChooseAsync(parsed.GetValue(ids) ?? [], options.Read(parsed), parsed.GetValue(all), cancellation);
            var replayed = await opened.Replay.RunAsync(rows, who, why, parsed.GetValue(dry), cancellation);
            var left = rows.Where(row => !row.IsWaiting).ToList();
            if (parsed.GetValue(json))
                QuarantineReport.WriteJson(new { dryRun = parsed.GetValue(dry), batches = replayed.Select(Json), left = left.Select(row => new { id = row.Id, state = QuarantineReport.Word(row.State) }) });
            else
                QuarantineReport.Write(replayed, left, parsed.GetValue(dry), Console.Out);
            return ExitCodes.Done;
        });
        return command;
    }

    private static object Json(ReplayedBatch batch) => new
    {
        table = batch.Table, batch = batch.Batch, passed = batch.Passed, held = batch.Held, committed = batch.Committed, silver = batch.Silver,
        rows = batch.Rows.Select(row => new { id = row.Row.Id, key = row.Row.Key, outcome = row.Outcome, heldBy = row.HeldBy }), notes = batch.Notes,
    };
}
