using System.Text.Json;
using CryptoEtl.EndToEnd.Tests.Past;

namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary><c>etl features prove</c> on a lake that saw its sources change their mind.</summary>
[Collection(PastDaysCollection.Name)]
public sealed class ProveTests(PastDays past)
{
    [Fact]
    public async Task Restated_history_is_proven_and_a_look_ahead_would_have_been_seen()
    {
        var lake = past.Copy();
        await past.RunAsync(lake, "features", PastDays.Last);

        var proof = await Etl.RunAsync("features", "prove", "--points", "3", "--lake", lake);
        Assert.True(proof.ExitCode == 0, proof.ToString());
        Assert.Contains("PROVEN: no row that was compared looks ahead", proof.Output, StringComparison.Ordinal);
        Assert.Matches(@"latest vintage everywhere +seen on 202[34]-", proof.Output);
        Assert.Matches(@"universe of the last day +seen on 202[34]-", proof.Output);
        Assert.Matches(@"no publication lag +seen on 202[34]-", proof.Output);
        Assert.Matches(@"stored rows +[1-9]\d* +[1-9][\d,]* +[1-9][\d,]* +0\b", proof.Output);

        var machine = JsonDocument.Parse((await Etl.RunAsync("features", "prove", "--points", "1", "--json", "--lake", lake)).Output).RootElement;
        Assert.True(machine.GetProperty("is_proven").GetBoolean());
        Assert.Equal(64, machine.GetProperty("config_hash").GetString()!.Length);
        Assert.Equal(4, machine.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task A_lake_without_bars_and_options_that_make_no_sense_are_refused()
    {
        foreach (var (arguments, message) in new (string[], string)[]
                 {
                     (["--lake", past.NewLake()], "there are no bars to prove anything on"),
                     (["--lake", past.Lake, "--points", "0"], "--points is 0; at least 1"),
                     (["--lake", past.Lake, "--from", "2024-02-02", "--to", "2024-02-01"], "--from 2024-02-02 lies after --to 2024-02-01"),
                     (["--lake", past.Lake, "--from", "2030-01-01"], "no day to compare: the data reach from"),
                 })
        {
            var refused = await Etl.RunAsync(["features", "prove", .. arguments]);
            Assert.True(refused.ExitCode == 2, refused.ToString());
            Assert.Contains(message, refused.Error, StringComparison.Ordinal);
        }
    }
}
