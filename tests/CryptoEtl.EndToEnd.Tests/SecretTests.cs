using System.IO.Compression;
using System.Text;

namespace CryptoEtl.EndToEnd.Tests;

/// <summary>A key leaves the machine in requests to its source, and is found nowhere else.</summary>
public sealed class SecretTests(SyntheticMarket market) : IClassFixture<SyntheticMarket>
{
    /// <summary>Letters that a URL writes otherwise, so that the two spellings differ.</summary>
    private const string Right = "r1ght+K3y=7f2c", Wrong = "wr0ng+K3y=9a4d";

    [Theory]
    [InlineData("", 0, 0, 0)]
    [InlineData("reset=4,flaky=5,truncate=6", 0, 0, 0)]
    [InlineData("html", 5, 5, 5)]
    [InlineData("malformed-json", 0, 0, 5)]
    public async Task No_key_is_in_any_output_or_file(string faults, params int[] exitCodes)
    {
        using var simulator = await StartAsync(faults);
        var lake = market.NewLake();
        var said = new List<EtlResult>();
        foreach (var (pipeline, exitCode) in SyntheticMarket.Pipelines.Zip(exitCodes))
        {
            string[] json = pipeline == "derivatives" ? ["--json"] : [];
            var run = await Etl.RunAsync(
                Settings(Right), ["run", pipeline, "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake, .. json]);
            Assert.True(run.ExitCode == exitCode, run.ToString());
            said.Add(run);
        }

        said.Add(await Etl.RunAsync(Settings(Right), "plan", "derivatives", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake));
        AssertSecret(Right, said, lake);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("html", 5)]
    public async Task No_key_is_in_any_output_or_file_of_a_run_over_the_past(string faults, int exitCode)
    {
        using var simulator = await StartAsync(faults);
        var lake = market.NewLake();
        var said = new List<EtlResult>();
        foreach (var command in new string[][] { ["run", "universe"], ["run", "historical"], ["run", "historical", "--hourly", "--json"], ["plan", "historical"] })
        {
            var ended = await Etl.RunAsync(
                Settings(Right), [.. command, "--assets", "bitcoin,ethereum", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake]);
            Assert.True(ended.ExitCode == (command[0] == "plan" ? 0 : exitCode), ended.ToString());
            said.Add(ended);
        }

        AssertSecret(Right, said, lake);
    }

    [Theory]
    [InlineData("COINGECKO_PRO_API_KEY")]
    [InlineData("LUNARCRUSH_PRO_API_KEY")]
    [InlineData("DEFILLAMA_PRO_API_KEY")]
    public async Task A_refused_key_is_named_by_its_setting_and_shown_nowhere(string setting)
    {
        using var simulator = await StartAsync("");
        var lake = market.NewLake();
        var settings = Settings(Right);
        settings[setting] = Wrong;
        var said = new List<EtlResult>();
        foreach (var json in new string[][] { [], ["--json"] })
        {
            var run = await Etl.RunAsync(settings, ["run", "live", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake, .. json]);
            Assert.True(run.ExitCode == 5, run.ToString());
            Assert.Contains($"check {setting}", run.Error, StringComparison.Ordinal);
            said.Add(run);
        }

        AssertSecret(Wrong, said, lake);
        AssertSecret(Right, said, lake);
    }

    [Fact]
    public async Task A_served_run_tells_no_key_over_HTTP_nor_in_its_log()
    {
        using var simulator = await StartAsync("");
        var lake = market.NewLake();
        var settings = Settings(Right);
        settings["DEFILLAMA_PRO_API_KEY"] = Wrong;
        using var serve = Etl.Start(settings, "serve", "--port", "0", "--no-timers", "--upstream", simulator.Address, "--now", SyntheticMarket.Now, "--lake", lake);
        var address = (await serve.LineAsync("serving on")).Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)).TrimEnd(',');
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var bodies = new StringBuilder();
        foreach (var pipeline in new[] { "coinbase", "derivatives" })
            await FollowAsync(http, pipeline, bodies);
        bodies.Append(await http.GetStringAsync(new Uri("/runtime/webhooks/durabletask/instances", UriKind.Relative)));
        Assert.Contains("Failed", bodies.ToString(), StringComparison.Ordinal);
        Assert.Contains("Completed", bodies.ToString(), StringComparison.Ordinal);

        var ended = await serve.InterruptAsync();
        Assert.True(ended.ExitCode == 0, ended.ToString());
        foreach (var key in new[] { Right, Wrong })
            AssertSecret(key, [ended, new(0, bodies.ToString(), "")], lake);
    }

    /// <summary>The search itself finds a key, plain, in a URL, in base64 and packed.</summary>
    [Fact]
    public void The_search_finds_what_it_looks_for()
    {
        foreach (var spelling in SpellingsOf(Right))
        {
            var folder = market.NewFolder("planted");
            Directory.CreateDirectory(folder);
            using (var file = File.Create(Path.Combine(folder, "body.gz")))
            using (var gzip = new GZipStream(file, CompressionMode.Compress))
                gzip.Write(Encoding.UTF8.GetBytes($"https://host/{spelling}/api"));
            Assert.Single(FilesWith(Right, folder));
        }
    }

    private Task<Simulator> StartAsync(string faults) =>
        Simulator.StartAsync(market.Tape, SyntheticMarket.Now, Right, faults.Length == 0 ? [] : ["--faults", faults]);

    private static Dictionary<string, string?> Settings(string key)
    {
        var settings = Simulator.Keys(key);
        (settings["LIVE_LINKS"], settings["SOURCE_ATTEMPTS"], settings["SOURCE_LONGEST_PAUSE"]) = ("1", "6", "00:00:00.3");
        return settings;
    }

    private static async Task FollowAsync(HttpClient http, string pipeline, StringBuilder bodies)
    {
        using var started = await http.PostAsync(new Uri($"/api/run/{pipeline}", UriKind.Relative), content: null);
        bodies.Append(await started.Content.ReadAsStringAsync());
        for (var tries = 0; tries < 600; tries++)
        {
            using var answer = await http.GetAsync(started.Headers.Location);
            var body = await answer.Content.ReadAsStringAsync();
            bodies.Append(body);
            if (body.Contains("\"Completed\"", StringComparison.Ordinal) || body.Contains("\"Failed\"", StringComparison.Ordinal))
                return;
            await Task.Delay(100);
        }

        throw new TimeoutException($"{pipeline} did not end");
    }

    private static void AssertSecret(string key, IEnumerable<EtlResult> said, string lake)
    {
        foreach (var run in said)
            Assert.All(SpellingsOf(key), spelling => Assert.DoesNotContain(spelling, run.ToString(), StringComparison.Ordinal));
        var place = Path.GetDirectoryName(lake)!;
        Assert.NotEmpty(Directory.EnumerateFiles(place, "runs.db*", SearchOption.AllDirectories));
        Assert.Empty(FilesWith(key, place));
    }

    private static List<string> FilesWith(string key, string folder)
    {
        var needles = SpellingsOf(key).Select(Encoding.UTF8.GetBytes).ToList();
        return
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => ContentsOf(file).Any(content => needles.Any(needle => content.AsSpan().IndexOf(needle) >= 0))
                    || SpellingsOf(key).Any(spelling => file.Contains(spelling, StringComparison.Ordinal))),
        ];
    }

    /// <summary>As it lies there, and what is packed in it.</summary>
    private static IEnumerable<byte[]> ContentsOf(string file)
    {
        var bytes = ReadShared(file);
        yield return bytes;
        if (bytes is not [0x1f, 0x8b, ..])
            yield break;
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress))
            gzip.CopyTo(unpacked);
        yield return unpacked.ToArray();
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Plain, escaped for a URL, as JSON text, and in base64, also from within a longer text.</summary>
    private static string[] SpellingsOf(string key) =>
    [
        key, Uri.EscapeDataString(key), key.Replace("+", "\\u002B", StringComparison.Ordinal), Uri.EscapeDataString(key).ToLowerInvariant(),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=')[..^2],
    ];
}
