using CryptoEtl.Simulator.Make;

namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>One synthetic tape for all tests that only read: 440 assets, 380 days to 2026-06-30.</summary>
internal static class MadeTape
{
    public static readonly TapeMakeOptions Options = new() { Seed = 11, Assets = 440, Days = 380 };

    public static readonly DateTimeOffset Noon = new(Options.End, new TimeOnly(12, 0), TimeSpan.Zero);

    private static readonly Lazy<string> Made = new(Make);

    private static readonly Lazy<Task<Simulated>> Server = new(() => Simulated.StartAsync(Path, Noon));

    public static string Path => Made.Value;

    /// <summary>One server for all tests that change nothing about it. It ends with the process.</summary>
    public static Task<Simulated> AtNoonAsync() => Server.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("made-tape-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        TapeMaker.Make(Options, folder, CancellationToken.None);
        return folder;
    }
}
