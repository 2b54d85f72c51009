using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate.Quarantine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl quarantine fix</c> and <c>discard</c>.</summary>
internal static class QuarantineChange
{
    public static Command Fix()
    {
        var id = new Argument<string>("id") { Description = "Id of the row, or its beginning." };
        var set = new Option<string[]>("--set") { Description = "Other values, such as price_usd=12.5,volume_24h_usd= (nothing: null). Key columns, clocks and origin stay.", HelpName = "COLUMN=VALUE,...", Required = true };
        var (by, reason, lake, json) = (QuarantineOptions.By(), QuarantineOptions.Reason(), CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("fix", "Give a row other values. It is judged at once, and waits for its replay.") { id, set, by, reason, lake, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var opened = QuarantineLake.Open(parsed.GetValue(lake));
            var row = (await opened.Store.FindAsync([parsed.GetValue(id)!], cancellation))[0];
            var action = await FixAsync(opened, row, parsed.GetValue(set)!, Who(parsed, by, reason), cancellation);
            var now = action is null ? row : row with { Actions = [.. row.Actions, action] };
            var heldBy = await opened.Replay.JudgeAsync(now, cancellation);
            if (parsed.GetValue(json))
                QuarantineReport.WriteJson(new { id = row.Id, recorded = action is not null, heldBy, row = QuarantineReport.Cells(now) });
            else
                QuarantineReport.WriteFix(now, action is not null, heldBy, Console.Out);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Discard()
    {
        var (ids, options, all) = (QuarantineOptions.Ids(), new QuarantineOptions(), new Option<bool>("--all") { Description = "Every row that waits, of --table if that is given." });
        var (by, reason, lake, json) = (QuarantineOptions.By(), QuarantineOptions.Reason(), CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("discard", "Say that rows are not needed. They stay on record.") { ids, all, by, reason, lake, json };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opened = QuarantineLake.Open(parsed.GetValue(lake));
            var (who, why) = Who(parsed, by, reason);
            var chosen = await opened.ChooseAsync(parsed.GetValue(ids) ?? [], options.Read(parsed), parsed.GetValue(all), cancellation);
            var rows = chosen.Where(row => row.IsWaiting).ToList();
            var at = await opened.NextMomentAsync(cancellation);
            if (rows.Count > 0)
                await opened.Store.RecordAsync([.. rows.Select(row => new QuarantineAction(row.Id, row.Table.FullName, QuarantineAction.Discard, who, why, null, null, null, at))], cancellation: cancellation);
            if (parsed.GetValue(json))
                QuarantineReport.WriteJson(new { discarded = rows.Select(row => row.Id), left = chosen.Except(rows).Select(row => row.Id) });
            else
                Console.WriteLine($"{rows.Count} rows discarded{(rows.Count < chosen.Count ? $"; {chosen.Count - rows.Count} are replayed or discarded already" : "")}");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <returns>Null: the row is like that already, and nothing is recorded.</returns>
    private static async Task<QuarantineAction?> FixAsync(QuarantineLake opened, HeldRow row, IReadOnlyList<string> sets, (string By, string Reason) who, CancellationToken cancellation)
    {
        var json = RowFix.Parse(row.Table, sets).Apply(row.Json);
        if (json == row.Json && row.IsWaiting)
            return null;
        var action = new QuarantineAction(
            row.Id, row.Table.FullName, QuarantineAction.Fix, who.By, who.Reason, json, null, null, await opened.NextMomentAsync(cancellation));
        await opened.Store.RecordAsync([action], cancellation: cancellation);
        return action;
    }

    private static (string By, string Reason) Who(ParseResult parsed, Option<string> by, Option<string> reason) =>
        (QuarantineOptions.Given("--by", parsed.GetValue(by)), QuarantineOptions.Given("--reason", parsed.GetValue(reason)));
}
