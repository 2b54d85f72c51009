using System.Diagnostics;
using System.Text;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record EtlResult(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}

/// <summary>Runs the real command line in a process of its own.</summary>
internal sealed class Etl : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "etl.dll");

    /// <summary>A shell starts what runs in its background deaf to Ctrl-C, and tests would hand that on.</summary>
    private static readonly string[] Command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    private Etl(IReadOnlyDictionary<string, string?> settings, string[] arguments)
    {
        var start = new ProcessStartInfo(Command[0], [.. Command[1..], Program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in new[] { "COINGECKO_PRO_API_KEY", "LUNARCRUSH_PRO_API_KEY", "DEFILLAMA_PRO_API_KEY", "ETL_LAKE" })
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static Etl Start(params string[] arguments) => new(new Dictionary<string, string?>(), arguments);

    public static Etl Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments) => new(settings, arguments);

    public static Task<EtlResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    public static async Task<EtlResult> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        using var etl = new Etl(settings, arguments);
        return await etl.EndAsync();
    }

    /// <summary>Waits until the process has ended by itself.</summary>
    public async Task<EtlResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        process.WaitForExit();
        return new(process.ExitCode, Text(output), Text(error));
    }

    /// <summary>Waits for a line that contains a text, on either stream.</summary>
    public async Task<string> LineAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = $"{Text(output)}\n{Text(error)}".Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
            if (line is not null)
                return line;
            if (process.HasExited)
                throw new InvalidOperationException($"ended before '{text}': {new EtlResult(process.ExitCode, Text(output), Text(error))}");
            await Task.Delay(20, limit.Token);
        }
    }

    public bool HasEnded => process.HasExited;

    public int Id => process.Id;

    /// <summary>SIGKILL: no handler runs.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public async Task<EtlResult> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.AppendLine(line);
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
