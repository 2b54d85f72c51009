using System.CommandLine;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.Revisions.Explain;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl quarantine list</c> and <c>show</c>.</summary>
internal static class QuarantineLook
{
    private const string All = "all";

    public static Command List()
    {
        var (options, lake, json) = (new QuarantineOptions(), CommonOptions.Lake(), CommonOptions.Json());
        var state = new Option<string>("--state") { Description = "open, fixed, replayed, discarded or all.", DefaultValueFactory = _ => "open", HelpName = "STATE" };
        state.AcceptOnlyFromAmong([.. Enum.GetValues<QuarantineState>().Select(QuarantineReport.Word), All]);
        var limit = new Option<int>("--limit") { Description = "How many rows to list; the counts are of all.", DefaultValueFactory = _ => 50, HelpName = "N" };
        var command = new Command("list", "Rows that were held back, newest first, and how many there are by table, rule and state.") { state, limit, lake, json };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var filter = options.Read(parsed) with { State = parsed.GetValue(state) is var word && word == All ? null : Enum.Parse<QuarantineState>(word!, ignoreCase: true) };
            var rows = await QuarantineLake.Open(parsed.GetValue(lake)).Store.ReadAsync(filter, cancellation);
            var most = Math.Max(0, parsed.GetValue(limit));
            if (parsed.GetValue(json))
                QuarantineReport.WriteJson(new { rows = rows.Count, counts = QuarantineReport.Counts(rows), list = rows.Take(most).Select(QuarantineReport.Brief) });
            else
                QuarantineReport.WriteList(rows, most, Console.Out);
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Show()
    {
        var id = new Argument<string>("id") { Description = "Id of the row, or its beginning." };
        var (lake, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("show", "One row: its values, every rule that held it back and why, where it came from, and what was done with it.") { id, lake, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var opened = QuarantineLake.Open(parsed.GetValue(lake));
            var row = (await opened.Store.FindAsync([parsed.GetValue(id)!], cancellation))[0];
            var raw = await RowRaw.OfAsync(opened.Lake, row.Batch, row.RawSha256, cancellation);
            if (parsed.GetValue(json))
                QuarantineReport.WriteJson(QuarantineReport.Whole(row, raw, opened.Settings.Thresholds));
            else
                QuarantineReport.Write(row, raw, opened.Settings.Thresholds, opened.Lake.Storage, Console.Out);
            return ExitCodes.Done;
        });
        return command;
    }
}
