using System.CommandLine;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Core.QualityGate.Quarantine;
using CryptoEtl.Data.QualityGate.Quarantine;
using CryptoEtl.Functions.QualityGate;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl quarantine what-if</c>: the past under another contract, before anybody adopts it.</summary>
internal static class QuarantineWhatIf
{
    public static Command Create()
    {
        var table = new Option<string>("--table") { Description = "The table, such as bronze_live_market.", HelpName = "TABLE", Required = true };
        var changes = new QuarantineContractOptions();
        var (from, to) = (LakeOptions.From(), LakeOptions.To());
        (from.Description, to.Description) = ("First UTC day of the batches, such as 2024-01-31.", "Last UTC day of the batches.");
        var examples = new Option<int>("--examples") { Description = "Rows to name, of those that would move each way.", DefaultValueFactory = _ => 5, HelpName = "N" };
        var (lake, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("what-if", "Judge the batches of the past by another contract: rows that would move, batches that would be refused or pass. Nothing is written.")
        {
            table, from, to, examples, lake, json,
        };
        changes.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opened = QuarantineLake.Open(parsed.GetValue(lake));
            var today = ContractOf(parsed.GetValue(table)!, opened.Settings.Thresholds);
            var then = changes.Apply(parsed, today);
            var past = new PastBatches(
                opened.Lake, today.Table, LakeOptions.Day("--from", parsed.GetValue(from)), LakeOptions.Day("--to", parsed.GetValue(to)),
                (batch, token) => new JudgeContext(opened.Lake).OthersAsync(today, batch, token));
            var whatIf = new WhatIf(today, then, Math.Max(0, parsed.GetValue(examples)));
            await foreach (var (batch, part) in past.ReadAsync(cancellation))
                whatIf.Add(batch, part);
            if (parsed.GetValue(json))
                QuarantineReport.WriteJson(Json(whatIf, today, then, past.Note));
            else
                Write(whatIf, today, then, past.Note, Console.Out);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Contract ContractOf(string name, GateThresholds thresholds)
    {
        var table = Tables.Named(name);
        return Contracts.All(thresholds).FirstOrDefault(contract => contract.Table == table)
            ?? throw new BadInputException($"{name} has no contract; there are: {string.Join(", ", Contracts.All(thresholds).Select(contract => contract.Table.FullName))}");
    }

    private static object Json(WhatIf whatIf, Contract today, Contract then, string? note)
    {
        var batches = whatIf.Batches();
        return new
        {
            table = today.Table.FullName, contractToday = today.Sha256, contractThen = then.Sha256, note,
            rows = batches.Sum(batch => (long)batch.Today.RowsIn), newlyHeld = batches.Sum(batch => batch.NewlyHeld), newlyPassed = batches.Sum(batch => batch.NewlyPassed),
            flips = batches.Count(batch => batch.Flips),
            batches = batches.Select(batch => new
            {
                batch = batch.Batch.Id, rows = batch.Today.RowsIn, heldToday = batch.HeldToday, heldThen = batch.HeldThen, batch.NewlyHeld, batch.NewlyPassed,
                today = GateRecords.Word(batch.Today.Decision), then = GateRecords.Word(batch.Then.Decision), reasonsToday = batch.Today.Reasons, reasonsThen = batch.Then.Reasons,
            }),
            examples = whatIf.Examples.Select(row => new { batch = row.Batch.Id, key = row.Key, isHeld = row.IsHeld, reason = row.Reason }),
        };
    }

    private static void Write(WhatIf whatIf, Contract today, Contract then, string? note, TextWriter output)
    {
        var batches = whatIf.Batches();
        output.WriteLine($"{today.Table.FullName}: contract {today.Sha256[..12]} of today, {then.Sha256[..12]} to be tried");
        output.WriteLine($"{"batch",-34} {"rows",9} {"held",7} {"would",7} {"+held",7} {"+pass",7}  decision");
        foreach (var batch in batches.Where(batch => batch.NewlyHeld + batch.NewlyPassed > 0 || batch.Flips))
            Write(batch, output);
        foreach (var row in whatIf.Examples)
            output.WriteLine($"  {(row.IsHeld ? "would be held" : "would pass")}: {row.Batch} {row.Key}: {row.Reason}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{batches.Count} batches, {batches.Sum(batch => (long)batch.Today.RowsIn)} rows: {batches.Sum(batch => batch.NewlyHeld)} would be held back, {batches.Sum(batch => batch.NewlyPassed)} would pass, {batches.Count(batch => batch.Flips)} batches would be decided otherwise"));
        if (note is not null)
            output.WriteLine($"note: {note}");
    }

    private static void Write(WhatIfBatch batch, TextWriter output)
    {
        var (one, other) = (GateRecords.Word(batch.Today.Decision), GateRecords.Word(batch.Then.Decision));
        output.WriteLine($"{batch.Batch,-34} {batch.Today.RowsIn,9} {batch.HeldToday,7} {batch.HeldThen,7} {batch.NewlyHeld,7} {batch.NewlyPassed,7}  {(one == other ? one : $"{one} -> {other}")}");
        foreach (var reason in batch.Flips ? batch.Today.Reasons.Concat(batch.Then.Reasons) : [])
            output.WriteLine($"  {reason}");
    }
}
