using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CryptoEtl.Core;
using CryptoEtl.Data.HttpCache.Admin;

namespace CryptoEtl.LocalHost.Commands;

/// <summary><c>etl cache</c>: what the HTTP cache holds, whether it is whole, and how to make it smaller.</summary>
internal static class CacheCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A run in another process may have found an answer this long ago and open its body only now.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public static Command Create() => new("cache", "Look at, check or shrink the cache of the sources' answers, also while a run uses it.")
    {
        Stats(), Verify(), Prune(),
    };

    private static Command Stats()
    {
        var (folder, json) = (Folder(), CommonOptions.Json());
        var command = new Command("stats", "What is held, per source and endpoint.") { folder, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(folder), async cache =>
        {
            var stats = await cache.StatsAsync(cancellation);
            Write(stats, parsed.GetValue(json), () => CacheReport.Write(stats, Console.Out));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Verify()
    {
        var repair = new Option<bool>("--repair") { Description = "Remove what is broken; it is asked for again when it is needed." };
        var (folder, json) = (Folder(), CommonOptions.Json());
        var command = new Command("verify", "Read and hash everything. Exit code 2: something is broken, and was not repaired.") { folder, repair, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(folder), async cache =>
        {
            var check = await cache.VerifyAsync(parsed.GetValue(repair), cancellation);
            Write(check, parsed.GetValue(json), () => CacheReport.Write(check, Console.Out));
            return check.Broken.Count > 0 && !check.IsRepaired ? ExitCodes.Usage : ExitCodes.Done;
        }));
        return command;
    }

    private static Command Prune()
    {
        var most = new Option<long?>("--max-bytes") { Description = "Remove the least recently used until no more is left, settled answers last.", HelpName = "N" };
        var age = new Option<string?>("--older-than") { Description = "Remove what was not used for so long: 30d, 12h or 90m.", HelpName = "D" };
        var (folder, json) = (Folder(), CommonOptions.Json());
        var command = new Command("prune", "Make the cache smaller. What was used within the last minute stays.") { folder, most, age, json };
        command.SetAction((parsed, cancellation) =>
        {
            var (bytes, older) = (parsed.GetValue(most), parsed.GetValue(age) is { } text ? ParseAge(text) : (TimeSpan?)null);
            if (bytes is null && older is null)
                throw new BadInputException("etl cache prune needs --max-bytes or --older-than");
            if (bytes < 0)
                throw new BadInputException($"--max-bytes is '{bytes}': it cannot be negative");
            return RunAsync(parsed.GetValue(folder), async cache =>
            {
                var pruned = await cache.PruneAsync(bytes, older, cancellation);
                Write(pruned, parsed.GetValue(json), () => CacheReport.Write(pruned, Console.Out));
                return ExitCodes.Done;
            });
        });
        return command;
    }

    private static Option<string?> Folder() => new("--cache")
    {
        Description = "Folder of the cache. Default: setting ETL_CACHE, or 'cache'.",
        HelpName = "DIR",
    };

    private static async Task<int> RunAsync(string? folder, Func<CacheAdmin, Task<int>> work)
    {
        var settings = Settings.Load(new Dictionary<string, string?> { ["ETL_CACHE"] = folder });
        using var cache = new CacheAdmin(settings["ETL_CACHE"] is { Length: > 0 } set ? set : "cache", TimeProvider.System, Grace);
        return await work(cache);
    }

    private static void Write<T>(T result, bool asJson, Action asText)
    {
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(result, Readable));
        else
            asText();
    }

    private static TimeSpan ParseAge(string text)
    {
        var isNumber = double.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        var days = !isNumber || number > 100_000 ? -1 : text[^1] switch { 'd' => number, 'h' => number / 24, 'm' => number / 1440, _ => -1 };
        return days >= 0 ? TimeSpan.FromDays(days) : throw new BadInputException($"--older-than is '{text}', which is not a time such as 30d, 12h or 90m");
    }
}
