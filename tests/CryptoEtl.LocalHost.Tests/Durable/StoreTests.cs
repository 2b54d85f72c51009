using CryptoEtl.Core;
using CryptoEtl.LocalHost.Durable;
using CryptoEtl.LocalHost.Durable.History;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CryptoEtl.LocalHost.Tests.Durable;

/// <summary>One store, several who want it.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task A_second_engine_on_the_same_store_is_refused_in_one_line()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));
        await using var second = host.Create(host.Path);

        var refusal = await Assert.ThrowsAsync<BadInputException>(() => second.StartAsync(CancellationToken.None));

        Assert.StartsWith($"{host.Path} is in use", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.RunAsync()).RuntimeStatus);
    }

    [Fact]
    public async Task A_read_only_client_sees_what_the_engine_does_and_starts_nothing()
    {
        await using var host = await EngineHost.StartAsync(context => Task.FromResult<object?>(context.GetInput<int>() + 1));
        await using var reader = DurableStore.OpenReadOnlyClient(host.Path);

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", 1, new StartOrchestrationOptions("main"));
        var end = await reader.WaitForInstanceCompletionAsync("main", getInputsAndOutputs: true);

        Assert.Equal(2, end.ReadOutputAs<int>());
        await Assert.ThrowsAsync<NotSupportedException>(() => reader.ScheduleNewOrchestrationInstanceAsync("Main"));
        Assert.Equal(
            [EventKind.OrchestratorStarted, EventKind.ExecutionStarted, EventKind.ExecutionCompleted, EventKind.OrchestratorCompleted],
            DurableStore.ReadHistory(host.Path, "main")!.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_stopped_store_is_one_file_and_can_still_be_read()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));
        await host.RunAsync();

        await host.Engine.StopAsync(CancellationToken.None);

        Assert.False(File.Exists(host.Path + "-wal"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await DurableStore.OpenReadOnlyClient(host.Path).GetInstanceAsync("main"))!.RuntimeStatus);
    }

    [Fact]
    public void No_store_and_no_such_instance_are_told_apart()
    {
        var missing = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");

        Assert.Throws<BadInputException>(() => DurableStore.OpenReadOnlyClient(missing));
        Assert.False(File.Exists(missing));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_any_more_stops_the_engine_and_those_who_wait()
    {
        var (open, fault) = (new TaskCompletionSource(), new TaskCompletionSource<Exception>());
        await using var host = await EngineHost.StartAsync(
            async context => await context.CallActivityAsync<object?>("Wait"),
            registry => registry.AddActivity("Wait", async (_, _) =>
            {
                await open.Task;
                return null;
            }));
        host.Engine.Faulted = fault.SetResult;
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Main", null, new StartOrchestrationOptions("main"));
        await host.Client.WaitForInstanceStartAsync("main");
        var end = host.EndOf("main");

        Execute(host.Path, "DROP TABLE history");
        open.SetResult();

        Assert.IsType<SqliteException>(await fault.Task.WaitAsync(EngineHost.Patience));
        await Assert.ThrowsAsync<SqliteException>(() => end);
        await Assert.ThrowsAsync<SqliteException>(() => host.EndOf("main"));
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused()
    {
        await using var host = new EngineHost(new DurableRegistry());
        await File.WriteAllTextAsync(host.Path, new string('x', 5_000));

        await using var engine = host.Create(host.Path);
        await Assert.ThrowsAsync<BadInputException>(() => engine.StartAsync(CancellationToken.None));
        Assert.Throws<BadInputException>(() => DurableStore.OpenReadOnlyClient(host.Path));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        await using var host = await EngineHost.StartAsync(_ => Task.FromResult<object?>(1));
        await host.Engine.StopAsync(CancellationToken.None);
        Execute(host.Path, "PRAGMA user_version = 99");

        await using var engine = host.Create(host.Path);
        Assert.Contains("99", (await Assert.ThrowsAsync<BadInputException>(() => engine.StartAsync(CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
