using System.ComponentModel;
using System.Diagnostics;

namespace CryptoEtl.Benchmarks.Features;

/// <summary>Starts processes: ours again, or a script of Node beside this file.</summary>
internal static class OtherTool
{
    /// <summary>Null, with a line that says why, if Node or the package cannot be had.</summary>
    public static async Task<string?> ScriptAsync(string name, params string[] arguments)
    {
        try
        {
            return await OutputAsync("node", [Script(name), .. arguments]);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            Console.WriteLine($"{name} was not run: {failure.Message}");
            return null;
        }
    }

    public static Task<string> OwnAsync(params string[] arguments) => OutputAsync(
        Environment.ProcessPath!,
        [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(OtherTool).Assembly.Location] : Array.Empty<string>(), "features", .. arguments]);

    private static string Script(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var script = Path.Combine(at.FullName, "Features", name);
            if (File.Exists(script))
                return script;
        }

        throw new InvalidOperationException($"Features/{name} is in no folder above {AppContext.BaseDirectory}");
    }

    private static async Task<string> OutputAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed: {(await error).Trim()}");
    }
}
