using System.CommandLine;

namespace CryptoEtl.LocalHost.Commands;

/// <summary>The options of every command that runs or plans: lake, upstream, moment, cache and budget.</summary>
internal sealed class HostOptions
{
    private readonly Option<string?> lake = CommonOptions.Lake();
    private readonly Option<string?> upstream = CommonOptions.Upstream();
    private readonly Option<DateTimeOffset?> now = CommonOptions.Now();

    private readonly Option<string?> cache = new("--cache")
    {
        Description = "Folder of the cache of answers. Default: setting ETL_CACHE, or 'cache' beside the lake.", HelpName = "DIR",
    };

    private readonly Option<string?> mode = new("--cache-mode")
    {
        Description = "normal; off: ask everything and keep nothing; refresh: ask everything anew; read-only: ask nothing, a miss is an error.", HelpName = "MODE",
    };

    private readonly Option<long?> budget = new("--budget")
    {
        Description = "Most CoinGecko credits the run may cost; when they are used up it stops with exit code 4 and goes on when it is given more.", HelpName = "N",
    };

    public HostOptions()
    {
        mode.AcceptOnlyFromAmong("normal", "off", "refresh", "read-only");
        budget.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 0)
                result.AddError("--budget is below 0");
        });
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { lake, upstream, now, cache, mode, budget })
            command.Options.Add(option);
    }

    public HostChoice Choice(ParseResult parsed) => new(parsed.GetValue(lake), parsed.GetValue(upstream), parsed.GetValue(now))
    {
        Cache = parsed.GetValue(cache),
        CacheMode = parsed.GetValue(mode),
        Budget = parsed.GetValue(budget),
    };
}
