using CryptoEtl.Core;
using CryptoEtl.Core.Features;
using CryptoEtl.Core.Runs;

namespace CryptoEtl.Functions.Features;

/// <summary>Neighbouring days.</summary>
/// <param name="First">Day number.</param>
public sealed record DayBlock(int First, int Days);

/// <summary>What a run of <c>features</c> is to make.</summary>
/// <param name="Assets">Assets in all.</param>
/// <param name="AssetBlocks">Blocks of assets, in order of id.</param>
/// <param name="Days">Ascending. None: every day that can be made is there.</param>
public sealed record FeaturePlan(int Assets, int AssetBlocks, IReadOnlyList<DayBlock> Days)
{
    /// <summary>Of the assets' table when it was looked at; -1: there is none. Another run that adds to it meanwhile would double days.</summary>
    public long AssetVersion { get; init; }

    /// <summary>Of the market's table.</summary>
    public long MarketVersion { get; init; }

    /// <summary>Of the health's table.</summary>
    public long HealthVersion { get; init; }

    /// <summary>Of the configuration that all steps are made with; null: it was planned before plans said so.</summary>
    public string? ConfigHash { get; init; }

    /// <summary>A run that goes on after a kill goes on as it began, or not at all.</summary>
    /// <exception cref="BadInputException">It was planned with another configuration.</exception>
    public void Require(FeatureConfig config)
    {
        if (ConfigHash is not null && ConfigHash != config.Hash)
            throw new BadInputException($"the run was planned with configuration {ConfigHash}, but this one is {config.Hash}: FEATURES_CONFIG has changed meanwhile. Start the run again");
    }
}

/// <summary>Input of <see cref="PlanFeatures"/>.</summary>
public sealed record PlanFeaturesRequest(BatchId Batch, RunScope Past);

/// <summary>Input of the steps of one block.</summary>
/// <param name="Block">Of assets or of days.</param>
public sealed record FeatureBlockRequest(BatchId Batch, FeaturePlan Plan, int Block);

/// <summary>Names of what is put aside.</summary>
internal static class WorkNames
{
    /// <summary>Assets per block: their whole histories are in memory at a time.</summary>
    public const int AssetsPerBlock = 128;

    /// <summary>Days per block: all columns of all assets on these days are in memory at a time.</summary>
    public const int DaysPerBlock = 31;

    public const string Members = "members";

    /// <summary>Ids of all assets, sorted.</summary>
    public const string Assets = "assets";

    public static string Whole(int block) => $"assets-{block}";

    public static string Market(int block) => $"market-{block}";

    public static string Health(int block) => $"health-{block}";

    public static string Columns(int assets, int days) => $"columns-{assets}-{days}";
}
