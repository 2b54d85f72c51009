using System.CommandLine;
using System.Globalization;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.QualityGate;
using CryptoEtl.Data.QualityGate.Check;
using CryptoEtl.Data.QualityGate.Check.Reports;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl gate check</c>: judges anyone's file as a batch of one of our tables would be judged. No lake, no network.</summary>
internal static class GateCheck
{
    public static Command Create()
    {
        var table = new Option<string>("--table") { Description = "Whose contract: a full name such as silver_historical_market, or a short one.", HelpName = "TABLE", Required = true };
        var input = new Option<string>("--in") { Description = "The file: .csv, .tsv (or either .gz) or .parquet.", HelpName = "FILE", Required = true };
        var map = new Option<string[]>("--map") { Description = "Where columns come from: column=header,... Headers joined by + make one text.", HelpName = "COLUMN=HEADER,...", DefaultValueFactory = _ => [] };
        var nulls = new Option<string[]>("--null") { Description = "A text that means null, such as \"?\"; may be given several times.", HelpName = "TEXT", DefaultValueFactory = _ => [] };
        var money = new Option<bool>("--money") { Description = "Numbers may carry $, thousands commas and blanks." };
        var epoch = new Option<string?>("--epoch") { Description = "Times are numbers: seconds or milliseconds since 1970.", HelpName = "UNIT" };
        epoch.AcceptOnlyFromAmong("seconds", "milliseconds");
        var batch = new Option<string?>("--batch") { Description = "Each value of this column is a batch of its own, compared with those before it.", HelpName = "COLUMN" };
        var observed = new Option<string?>("--observed-at") { Description = "When the values were seen, ISO-8601. Default: now.", HelpName = "TIME" };
        var (report, bad) = (new Option<string?>("--report") { Description = "Write a page to read in a browser.", HelpName = "OUT.html" }, new Option<string?>("--bad") { Description = "Write every reason for which a row was held back.", HelpName = "OUT.csv" });
        var rules = new Option<string?>("--rules") { Description = "Apply only these rules, such as LM001,LM002.", HelpName = "IDS" };
        var json = CommonOptions.Json();
        var command = new Command("check", "Judge a file by the contract of a table: what is wrong, where, and whether it would pass.")
        {
            table, input, map, nulls, money, epoch, batch, observed, report, bad, rules, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            new(ContractOf(parsed.GetValue(table)!), parsed.GetValue(input)!, LakeOptions.Moment("--observed-at", parsed.GetValue(observed)) ?? DateTimeOffset.UtcNow)
            {
                Map = Pairs(parsed.GetValue(map)!),
                Nulls = parsed.GetValue(nulls)!,
                Money = parsed.GetValue(money),
                Epoch = parsed.GetValue(epoch) is { } unit ? Enum.Parse<EpochUnit>(unit, ignoreCase: true) : EpochUnit.None,
                BatchColumn = parsed.GetValue(batch),
                Rules = LakeOptions.Set(parsed.GetValue(rules)),
                BadRows = parsed.GetValue(bad),
                Describe = parsed.GetValue(report) is not null || parsed.GetValue(json),
            },
            parsed.GetValue(report), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(CheckOptions options, string? page, bool json, CancellationToken cancellation)
    {
        var report = FileCheck.Run(options, cancellation);
        if (page is not null)
            File.WriteAllText(page, CheckPage.Of(report), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (json)
            Console.WriteLine(CheckJson.Of(report));
        else
            CheckText.Write(report, Console.Out);
        return report.Verdict.Decision == Decision.Halt ? ExitCodes.GateHalted : ExitCodes.Done;
    }

    /// <summary>The contract of a table by its full name, or by its short one where only one table has it.</summary>
    private static Contract ContractOf(string name)
    {
        var all = Contracts.All(Thresholds());
        var found = all.Where(contract => Contracts.NameOf(contract) == name).ToList();
        if (found.Count == 0)
            found = [.. all.Where(contract => contract.Table.Name == name)];
        return found.Count == 1 ? found[0] : throw new BadInputException(
            $"--table: {(found.Count == 0 ? $"no contract for '{name}'" : $"'{name}' is ambiguous")}; there are: {string.Join(", ", (found.Count == 0 ? all : found).Select(Contracts.NameOf))}");
    }

    /// <summary>The user's own limits hold here as they do in a run.</summary>
    private static GateThresholds Thresholds()
    {
        var settings = Settings.Load(new Dictionary<string, string?>());
        return settings["GATE_MAX_LOSS"] is { } text
            ? new(MaxLoss: double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var loss) && loss is >= 0 and <= 1
                ? loss
                : throw new BadInputException($"setting GATE_MAX_LOSS is '{text}', which is not a fraction from 0 to 1"))
            : new();
    }

    private static Dictionary<string, string> Pairs(IEnumerable<string> options)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var pair in options.SelectMany(option => option.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } column, { Length: > 0 } header] || !pairs.TryAdd(column.Trim(), header.Trim()))
                throw new BadInputException($"--map: '{pair}' is not COLUMN=HEADER, or names a column again");
        }

        return pairs;
    }
}
