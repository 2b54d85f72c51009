using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>A long answer goes through client, cache and raw store in pieces.</summary>
public sealed class LargeAnswerTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    private const int Length = 120_000_000, Most = 150_000_000;

    [SkippableFact]
    public async Task A_protocol_of_120_MB_is_fetched_and_kept_in_less_than_150_MB_of_memory()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "peak memory is read from /proc");
        using var simulator = await Simulator.StartAsync(
            market.Tape, SyntheticMarket.Now, "k1", "--protocol-padding", Length.ToString(CultureInfo.InvariantCulture));
        using var http = new HttpClient { BaseAddress = new Uri(simulator.Address) };
        var slug = JsonDocument.Parse(await http.GetStringAsync(new Uri("protocols", UriKind.Relative))).RootElement[0].GetProperty("slug").GetString()!;

        var start = new ProcessStartInfo("dotnet", [typeof(LargeAnswerProcess).Assembly.Location, simulator.Address, market.NewLake(), slug])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);

        var told = output.Trim().Split(',');
        var (bytes, before, after) = (Number(0), Number(1), Number(2));
        Assert.InRange(bytes, Length, 2L * Length);
        Assert.Equal("Disk", told[3]);
        Assert.True(after < Most, $"the peak rose from {before} to {after} bytes for an answer of {bytes}");

        long Number(int at) => long.Parse(told[at], CultureInfo.InvariantCulture);
    }
}
