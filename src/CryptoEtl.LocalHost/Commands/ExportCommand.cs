using System.CommandLine;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.Revisions;
using CryptoEtl.Data.Revisions.Export;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl export</c>: a table as it was known at some moment, in a file that can be made again to the byte.</summary>
internal static class ExportCommand
{
    private static readonly JsonSerializerOptions Machine = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var asOf = new Option<string?>("--as-of") { Description = "What was available by then: a value restated later is told as it was.", HelpName = "ISO-TIME" };
        var output = new Option<string>("--out") { Description = "File to write: .csv, .csv.gz or .parquet.", HelpName = "FILE", Required = true };
        var (table, knownAt, from, to) = (LakeOptions.Table(), LakeOptions.KnownAt(), LakeOptions.From(), LakeOptions.To());
        var (assets, lake, json) = (LakeOptions.Assets(), CommonOptions.Lake(), CommonOptions.Json());
        knownAt.Description += " Default: the newest observation; it is printed, and with it the same file can be made at any time.";
        var command = new Command("export", "Write a table as it was known to a file: same moment, same bytes, for ever.")
        {
            table, asOf, knownAt, from, to, assets, output, lake, json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(table)!, parsed.GetRequiredValue(output), parsed.GetValue(lake), parsed.GetValue(json),
            new RowQuery
            {
                AsOf = LakeOptions.Moment("--as-of", parsed.GetValue(asOf)),
                KnownAt = LakeOptions.Moment("--known-at", parsed.GetValue(knownAt)),
                From = LakeOptions.Day("--from", parsed.GetValue(from)),
                To = LakeOptions.Day("--to", parsed.GetValue(to)),
                Assets = LakeOptions.Set(parsed.GetValue(assets)),
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, string file, string? folder, bool json, RowQuery query, CancellationToken cancellation)
    {
        TableExport.RequireFormat(file);
        var table = Tables.Named(name);
        var lake = LakeOptions.Open(folder);
        var history = new TableHistory(lake.Table(table), accepted: await lake.Gate.AcceptedAsync(table, cancellation));
        var newest = await history.NewestAsync(cancellation) ?? throw new BadInputException($"{lake.Storage.Describe(table.Folder)}: no rows of {name} here");
        query = query with { KnownAt = query.KnownAt ?? newest };

        var written = await TableExport.WriteAsync(history, query, file, cancellation);
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(new { table = name, query.AsOf, query.KnownAt, written.File, written.Rows, written.Bytes, written.Sha256, written.ContentSha256 }, Machine));
        else
            Write(name, query, written);
        return ExitCodes.Done;
    }

    private static void Write(string name, RowQuery query, Exported written)
    {
        Console.WriteLine($"{name}: {written.Rows} rows, {written.Bytes} bytes in {written.File}");
        if (query.AsOf is { } asOf)
            Console.WriteLine($"as of    {LakeOptions.Text(asOf)}");
        Console.WriteLine($"known at {LakeOptions.Text(query.KnownAt!.Value)}");
        Console.WriteLine($"sha256   {written.Sha256}");
        if (written.ContentSha256 != written.Sha256)
            Console.WriteLine($"content  {written.ContentSha256}");
    }
}
