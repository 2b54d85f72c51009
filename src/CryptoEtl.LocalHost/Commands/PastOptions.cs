using System.CommandLine;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The options that name a part of the past, for <c>universe</c> and <c>historical</c>.</summary>
internal sealed class PastOptions
{
    private readonly Option<DateOnly?> from = Day("--from", "First UTC day, such as 2014-01-01. Default: the first there is; for universe the day after the last one held.");
    private readonly Option<DateOnly?> to = Day("--to", "Last UTC day. Default: the last that is over and settled.");

    private readonly Option<string?> assets = new("--assets")
    {
        Description = "CoinGecko ids, comma separated. Default: every candidate, or every asset that was ever a member.", HelpName = "ID,ID",
    };

    private readonly Option<bool> hours = new("--hourly") { Description = "historical: hourly bars too." };

    private readonly Option<bool> refresh = new("--refresh") { Description = "Ask again for what is held, to see what the sources changed." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { from, to, assets, hours, refresh })
            command.Options.Add(option);
    }

    /// <exception cref="BadInputException">The part makes no sense, or the pipeline has no past.</exception>
    public RunScope Scope(ParseResult parsed, PipelineDefinition pipeline)
    {
        var scope = new RunScope(
            parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(assets)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            parsed.GetValue(hours), parsed.GetValue(refresh)).Checked();
        return scope.Id is null || pipeline.HasPast
            ? scope
            : throw new BadInputException($"{pipeline.Name} has no past: --from, --to, --assets, --hourly and --refresh are for {string.Join(" and ", Pipelines.All.Where(known => known.HasPast).Select(known => known.Name))}");
    }

    private static Option<DateOnly?> Day(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        CustomParser = result =>
        {
            var text = result.Tokens.Single().Value;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError($"{name} is '{text}', which is not a day such as 2014-01-01");
            return null;
        },
    };
}
