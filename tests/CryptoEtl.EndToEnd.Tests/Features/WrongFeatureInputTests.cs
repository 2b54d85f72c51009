namespace CryptoEtl.EndToEnd.Tests.Features;

/// <summary>Wrong input is one line that says where, exit code 2, and no output: not even part of one.</summary>
public sealed class WrongFeatureInputTests : IDisposable
{
    private readonly FeatureFilesOfATest files = new();

    [Theory]
    [InlineData("--columns", "ret_1,vol_7d", "no feature 'ret_1'; near it are ret_1d")]
    [InlineData("--from", "yesterday", "--from is 'yesterday'")]
    [InlineData("--from", "2030-01-01", "2024-01-01 to 2024-01-12")]
    [InlineData("--hourly", "/no/such/file.csv", "there is no such file")]
    [InlineData("--config", "/no/such/file.json", "there is no such file")]
    public Task Options_that_are_wrong(string option, string value, string why) => AssertRefusedAsync("out.csv", why, option, value);

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.csv.gz")]
    [InlineData("out.parquet")]
    public async Task What_was_there_before_stays_as_it_was(string output)
    {
        await File.WriteAllTextAsync(files[output], "from before");
        await File.AppendAllTextAsync(files["daily.csv"], "2024-01-12,coin-a,1,1,1,1,1,1\n");

        await AssertRefusedAsync(output, $"daily.csv:74: field 'date' has value '2024-01-12': duplicate key: line 68 has the same asset_id and date");

        Assert.Equal("from before", await File.ReadAllTextAsync(files[output]));
    }

    [Fact]
    public Task Another_ending() => AssertRefusedAsync("out.xlsx", "the ending must be .csv, .csv.gz, .parquet");

    [Fact]
    public async Task A_file_that_is_read_is_not_written_over()
    {
        var before = await File.ReadAllTextAsync(files["daily.csv"]);
        await AssertRefusedAsync("daily.csv", "which is read");
        Assert.Equal(before, await File.ReadAllTextAsync(files["daily.csv"]));
    }

    [Fact]
    public async Task What_must_be_given_is_named()
    {
        var run = await Etl.RunAsync("features", "--universe", files["universe.csv"], "--out", files["out.csv"]);
        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("--daily", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("out.csv", "out.csv")]
    [InlineData("out.parquet", "out.market.parquet")]
    public async Task An_output_whose_name_a_folder_has(string output, string folder)
    {
        Directory.CreateDirectory(files[folder]);
        await AssertRefusedAsync(output, $"{folder} is a folder");
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_leaves_nothing_behind()
    {
        var before = files.All.ToHashSet();

        var run = await Etl.RunAsync(files.Arguments("daily.csv/out.parquet", "--columns", "ret_1d"));

        Assert.True(run.ExitCode == 74, run.ToString());
        Assert.Equal(before, files.All.ToHashSet());
    }

    public void Dispose() => files.Dispose();

    private async Task AssertRefusedAsync(string output, string why, params string[] more)
    {
        var before = files.All.ToHashSet();
        var run = await Etl.RunAsync(files.Arguments(output, more));

        Assert.True(run.ExitCode == 2, run.ToString());
        var line = Assert.Single(run.Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.Equal(before, files.All.ToHashSet());
    }
}
