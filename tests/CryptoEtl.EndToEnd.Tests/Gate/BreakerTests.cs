using System.Net;
using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;
using CryptoEtl.EndToEnd.Tests.Past.Runs;

namespace CryptoEtl.EndToEnd.Tests.Gate;

/// <summary>The breaker from a refusal to the batch that closes it, a person's word in between, and batches that nobody judged.</summary>
public sealed class BreakerTests(PastRuns past) : IClassFixture<PastRuns>
{
    private const string Chart = "bronze_historical_chart";

    /// <summary>The made market has defects: with no loss allowed they refuse every batch.</summary>
    private static readonly (string Name, string? Value) NoLoss = ("GATE_MAX_LOSS", "0");

    [Fact]
    public async Task A_refusal_stops_what_builds_on_it_until_a_person_vouches_or_a_batch_passes()
    {
        var lake = past.NewLake();
        var refused = await RunAsync(3, "universe", SyntheticMarket.Now, lake, NoLoss);
        Assert.Contains($"{Chart} refused: HC101", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bronze/historical_chart", Lakes.Tables(lake));
        Assert.Matches($@"{Chart} +open ", await StatusAsync(lake));

        var stopped = await RunAsync(3, "historical", SyntheticMarket.Now, lake, NoLoss);
        Assert.Contains($"historical builds on {Chart}, whose batch universe-20240301T120000Z was refused", stopped.Error, StringComparison.Ordinal);

        await OverrideAsync(lake, "universe-20240301T120000Z");
        Assert.Matches($@"{Chart} +half_open ", await StatusAsync(lake));
        var vouched = await RunAsync(0, "universe", SyntheticMarket.Now, lake, NoLoss);
        Assert.Contains("is used on the word of ada until 2024-03-02T00:00:00Z: looked at by hand", vouched.Output, StringComparison.Ordinal);
        await RunAsync(0, "historical", SyntheticMarket.Now, lake);

        var stoppedAgain = await RunAsync(3, "historical", "2024-03-03T12:00:00Z", lake, ("GATE_MAX_LOSS", "0.05"));
        Assert.Contains("historical builds on", stoppedAgain.Error, StringComparison.Ordinal);
        using var twoDaysOn = await past.SimulateAsync("2024-03-03T12:00:00Z");
        await PastRuns.RunAsync(twoDaysOn, "universe", "2024-03-03T12:00:00Z", lake);
        Assert.Matches($@"{Chart} +closed ", await StatusAsync(lake));
        await PastRuns.RunAsync(twoDaysOn, "historical", "2024-03-03T12:00:00Z", lake);
    }

    [Fact]
    public async Task Over_HTTP_an_override_needs_the_admin_key_and_a_refused_batch()
    {
        var lake = past.NewLake();
        await RunAsync(3, "universe", SyntheticMarket.Now, lake, NoLoss);
        using (var locked = Serve(lake, key: null))
            Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(locked, "any", Body("universe-20240301T120000Z"))).Status);

        using var serve = Serve(lake, "open sesame");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(serve, "open", Body("universe-20240301T120000Z"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(serve, null, Body("universe-20240301T120000Z"))).Status);
        var unknown = await PostAsync(serve, "open sesame", Body("universe-20200101T000000Z"));
        Assert.Equal((HttpStatusCode.BadRequest, $"{Chart}: there is no verdict on batch universe-20200101T000000Z"), unknown);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(serve, "open sesame", "{")).Status);
        Assert.Matches($@"{Chart} +open ", await StatusAsync(lake));

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(serve, "open sesame", Body("universe-20240301T120000Z"))).Status);
        Assert.Matches($@"{Chart} +half_open ", await StatusAsync(lake));
    }

    [Fact]
    public async Task A_batch_that_came_in_beside_the_gate_is_read_by_nobody_until_the_gate_has_judged_it()
    {
        var folder = past.NewLake();
        var lake = new Lake(new FolderStorage(folder), TimeProvider.System);
        var batch = new BatchId("live", DateTimeOffset.Parse("2024-03-01T11:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var rows = new BatchBuilder(LiveTables.BronzeOnchain);
        rows.Text("protocol_id", "1").Text("name", "One").Origin(new(batch, batch.Slot, "ab"), batch.Slot, TimeSpan.Zero).EndRow();
        var table = lake.Table(LiveTables.BronzeOnchain);
        await table.CommitAsync(batch, [await table.StageAsync(batch, "p", rows.Build())]);

        Assert.StartsWith("bronze_live_onchain: 0 rows", (await ExportAsync(folder)).Output, StringComparison.Ordinal);
        await RunAsync(0, "gate", SyntheticMarket.Now, folder);
        Assert.StartsWith("bronze_live_onchain: 1 rows", (await ExportAsync(folder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_that_was_tampered_with_is_told_by_verify_and_ends_a_gate_run()
    {
        var lake = past.NewLake();
        await RunAsync(0, "universe", SyntheticMarket.Now, lake);
        Assert.Contains("each as it was sealed", (await Etl.RunAsync("gate", "verify", "--lake", lake)).Output, StringComparison.Ordinal);
        await ForgeAsync(lake);

        var verified = await Etl.RunAsync("gate", "verify", "--lake", lake);
        Assert.True(verified.ExitCode == 3, verified.ToString());
        Assert.Contains("its content is not what was sealed", verified.Error, StringComparison.Ordinal);
        Assert.Contains("its content is not what was sealed", (await RunAsync(3, "gate", SyntheticMarket.Now, lake)).Error, StringComparison.Ordinal);
    }

    /// <summary>The file of the verdicts is replaced by one that says otherwise.</summary>
    private static async Task ForgeAsync(string folder)
    {
        var batch = BatchId.TryParse("universe-20240301T120000Z")!;
        var rows = await new Lake(new FolderStorage(folder), TimeProvider.System).Table(Core.QualityGate.GateTables.Verdict).ReadAsync(batch);
        rows.Integers("rows_quarantined")[0] = 0;
        var scratch = Directory.CreateTempSubdirectory("cryptoetl-forged-").FullName;
        var part = await new Lake(new FolderStorage(scratch), TimeProvider.System).Table(Core.QualityGate.GateTables.Verdict).StageAsync(batch, "x", rows);
        var target = Directory.GetFiles(Path.Combine(folder, "gate", "verdict", "event_date=2024-03-01"), "*.parquet").Single();
        File.Copy(Path.Combine(scratch, part.Path), target, overwrite: true);
        Directory.Delete(scratch, recursive: true);
    }

    private async Task<EtlResult> RunAsync(int exitCode, string pipeline, string now, string lake, params (string Name, string? Value)[] more)
    {
        var settings = PastRuns.Settings;
        foreach (var (name, value) in more)
            settings[name] = value;
        var run = await Etl.RunAsync(settings, ["run", pipeline, "--upstream", past.Simulator.Address, "--now", now, "--lake", lake]);
        Assert.True(run.ExitCode == exitCode, run.ToString());
        return run;
    }

    private static async Task OverrideAsync(string lake, string batch)
    {
        var word = await Etl.RunAsync(
            "gate", "override", "--table", Chart, "--batch", batch, "--reason", "looked at by hand", "--by", "ada", "--expires", "2024-03-02T00:00:00Z",
            "--now", SyntheticMarket.Now, "--lake", lake);
        Assert.True(word.ExitCode == 0, word.ToString());
    }

    /// <summary>At the moment of the runs.</summary>
    private static async Task<string> StatusAsync(string lake)
    {
        var status = await Etl.RunAsync(new Dictionary<string, string?> { ["ETL_NOW"] = SyntheticMarket.Now }, "gate", "status", "--lake", lake);
        Assert.True(status.ExitCode == 0, status.ToString());
        return status.Output;
    }

    private static Task<EtlResult> ExportAsync(string lake) => Etl.RunAsync("export", "bronze_live_onchain", "--out", Path.Combine(Path.GetDirectoryName(lake)!, "x.csv"), "--lake", lake);

    private Etl Serve(string lake, string? key) => Etl.Start(
        new Dictionary<string, string?> { ["GATE_ADMIN_KEY"] = key },
        "serve", "--port", "0", "--no-timers", "--upstream", $"sim:{past.Market.Tape}", "--now", SyntheticMarket.Now, "--lake", lake);

    private static string Body(string batch) =>
        $$"""{"table":"{{Chart}}","batch":"{{batch}}","reason":"looked at","by":"ada","expires":"2024-03-02T00:00:00Z"}""";

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(Etl serve, string? key, string body)
    {
        using var http = new HttpClient { BaseAddress = ServeTests.AddressIn(await serve.LineAsync("serving on")) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/gate/override") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null)
            request.Headers.Add("x-admin-key", key);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
