using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Tests;

public sealed class PayloadTests
{
    [Fact]
    public void Null_is_null_both_ways()
    {
        Assert.Null(JsonDataConverter.Default.Serialize(null));
        Assert.Null(JsonDataConverter.Default.Deserialize<string>(null));
        Assert.Equal(0, JsonDataConverter.Default.Deserialize<int>(null));
    }

    [Fact]
    public void Fields_are_included_by_default() =>
        Assert.Equal("""{"Item1":1,"Item2":"a"}""", JsonDataConverter.Default.Serialize((1, "a")));

    [Fact]
    public void Options_of_ones_own_are_followed() => Assert.Equal(
        """{"page":1}""", new JsonDataConverter(new JsonSerializerOptions(JsonSerializerDefaults.Web)).Serialize(new { Page = 1 }));

    [Fact]
    public void Metadata_reads_payloads_only_when_they_were_fetched()
    {
        var with = new OrchestrationMetadata("Run", "a") { SerializedOutput = "[1,2]", SerializedInput = "1", DataConverter = JsonDataConverter.Default };
        var without = new OrchestrationMetadata("Run", "a") { SerializedOutput = "[1,2]" };

        Assert.Equal([1, 2], with.ReadOutputAs<int[]>()!);
        Assert.Equal(1, with.ReadInputAs<int>());
        Assert.Null(with.ReadCustomStatusAs<string>());
        Assert.Throws<InvalidOperationException>(() => without.ReadOutputAs<int[]>());
    }

    [Fact]
    public void The_output_of_a_failed_instance_is_no_JSON()
    {
        var failed = new OrchestrationMetadata("Run", "a")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Failed, SerializedOutput = "went wrong", DataConverter = JsonDataConverter.Default,
        };

        Assert.Throws<JsonException>(() => failed.ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, true, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false, true)]
    public void Running_and_completed_are_what_they_say(OrchestrationRuntimeStatus status, bool running, bool completed)
    {
        var instance = new OrchestrationMetadata("Run", "a") { RuntimeStatus = status };

        Assert.Equal((running, completed), (instance.IsRunning, instance.IsCompleted));
    }
}
