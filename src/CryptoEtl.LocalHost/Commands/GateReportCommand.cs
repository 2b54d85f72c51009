using System.CommandLine;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.Data.QualityGate.Report;
using CryptoEtl.Functions;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl gate report</c>: the verdicts of a lake as pages to read in a browser.</summary>
internal static class GateReportCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "Folder of the pages; kept there, the next report writes only what changed.", HelpName = "DIR", DefaultValueFactory = _ => "out/gate" };
        var (folder, json) = (CommonOptions.Lake(), CommonOptions.Json());
        var command = new Command("report", "Pages for a browser: how tables stand, trends by rule, every verdict by month, columns and rules, coverage by asset and day.") { folder, output, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(output)))
                throw new BadInputException("--out is '', which is no folder");
            await using var services = new ServiceCollection().AddCryptoEtl(Settings.Load(new Dictionary<string, string?> { ["ETL_LAKE"] = parsed.GetValue(folder) })).BuildServiceProvider();
            var (lake, clock) = (services.GetRequiredService<Lake>(), services.GetRequiredKeyedService<TimeProvider>(CryptoEtlServices.Clock));
            var report = new GateReport(lake, new FolderStorage(parsed.GetValue(output)!), services.GetRequiredService<EtlSettings>().Thresholds, clock);
            Write(await report.WriteAsync(cancellation), parsed.GetValue(output)!, parsed.GetValue(json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(ReportSummary report, string output, bool json)
    {
        var index = Path.Combine(output, "index.html");
        Console.WriteLine(json
            ? JsonSerializer.Serialize(new { index, report.Verdicts, report.Tables, report.Written, report.Same, report.CoverageFiles }, JsonSerializerOptions.Web)
            : $"{index}: {report.Verdicts} verdicts on {report.Tables} tables; {report.Written} pages written, {report.Same} were as before");
    }
}
