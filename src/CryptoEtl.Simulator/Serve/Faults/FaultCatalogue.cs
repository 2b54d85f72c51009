namespace CryptoEtl.Simulator.Serve.Faults;

/// <summary>One fault that can be asked for.</summary>
/// <param name="Number">Default of its number. 0: it takes none.</param>
/// <param name="InAllTransient">Its number in the profile of all transient faults. Null: it does not pass, so it is not in it.</param>
internal sealed record FaultDefinition(string Name, int Number, int? InAllTransient = null);

/// <summary>Every fault, in the order in which they act. docs/simulator.md says what each does.</summary>
internal static class FaultCatalogue
{
    /// <summary>Stands for every fault a patient client gets over.</summary>
    public const string AllTransient = "all-transient";

    // The numbers of the profile have no common factor: the faults meet in ever new ways.
    public static IReadOnlyList<FaultDefinition> All { get; } =
    [
        new("slow", 2_000, InAllTransient: 5),
        new("reset", 3, InAllTransient: 11),
        new("throttle", 3, InAllTransient: 3),
        new("error-in-200", 3, InAllTransient: 3),
        new("flaky", 3, InAllTransient: 7),
        new("down", 0),
        new("html", 0),
        new("duplicate-pages", 5),
        new("missing-pages", 0, InAllTransient: 0),
        new("stale", 2),
        new("out-of-order", 0),
        new("partial-points", 5),
        new("drift", 0, InAllTransient: 0),
        new("drift-types", 7),
        new("malformed-json", 0),
        new("wrong-content-type", 0),
        new("drip", 20, InAllTransient: 10),
        new("truncate", 3, InAllTransient: 13),
    ];
}
