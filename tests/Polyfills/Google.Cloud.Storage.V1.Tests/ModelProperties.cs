using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>Random puts, gets, lists, copies and deletes, with and without conditions, against a dictionary that says what has to happen.</summary>
public sealed class ModelProperties : GcsTest
{
    private static readonly string[] Names = ["a", "a/b", "ü c"];

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(Enum.GetValues<Kind>())
        from name in Gen.Elements(Names)
        from other in Gen.Elements(Names)
        from condition in Gen.Elements(Enum.GetValues<Condition>())
        from data in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))
        select new Step(kind, name, other, condition, data);

    private int _run;

    [Fact]
    public void Any_sequence_of_operations_ends_as_the_model_says() =>
        Prop.ForAll(Arb.From(Gen.ListOf(Steps)), steps => RunAsync(steps, $"run-{++_run}").GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private async Task RunAsync(IEnumerable<Step> steps, string bucket)
    {
        var model = new SortedDictionary<string, (byte[] Data, long Generation)>(StringComparer.Ordinal);
        foreach (Step step in steps)
        {
            long live = model.TryGetValue(step.Name, out var known) ? known.Generation : 0;
            HttpStatusCode? failure = await FailureAsync(() => ApplyAsync(step, bucket, live, model));
            Assert.Equal(Expected(step, live), failure);
        }
        foreach (var (name, known) in model)
        {
            using var data = new MemoryStream();
            Object read = await Client.DownloadObjectAsync(bucket, name, data);
            Assert.Equal(known.Data, data.ToArray());
            Assert.Equal(known.Generation, read.Generation);
        }
        Assert.Equal(model.Keys, await Client.ListObjectsAsync(bucket, null, new() { PageSize = 2 }).Select(o => o.Name).ToListAsync());
    }

    /// <summary>The status an operation fails with, or null where it has to succeed.</summary>
    private static HttpStatusCode? Expected(Step step, long live)
    {
        bool exists = live != 0;
        if (step.Kind != Kind.Put && !exists) return HttpStatusCode.NotFound;
        bool holds = step.Condition switch
        {
            Condition.Absent => !exists || step.Kind == Kind.Copy,
            Condition.Live or Condition.None => true,
            Condition.Stale => false,
            _ => step.Kind == Kind.Copy,
        };
        if (holds) return null;
        return step is { Kind: Kind.Get, Condition: Condition.NotLive } ? HttpStatusCode.NotModified : HttpStatusCode.PreconditionFailed;
    }

    private async Task ApplyAsync(Step step, string bucket, long live, SortedDictionary<string, (byte[] Data, long Generation)> model)
    {
        long? match = Match(step, live);
        long? notMatch = step.Condition == Condition.NotLive ? live : null;
        if (step.Kind == Kind.Put)
        {
            Object put = await Client.UploadObjectAsync(bucket, step.Name, null, new MemoryStream(step.Data), new() { IfGenerationMatch = match, IfGenerationNotMatch = notMatch });
            model[step.Name] = (step.Data, put.Generation!.Value);
        }
        else if (step.Kind == Kind.Get)
        {
            Assert.Equal(live, (await Client.GetObjectAsync(bucket, step.Name, new() { IfGenerationMatch = match, IfGenerationNotMatch = notMatch })).Generation);
        }
        else if (step.Kind == Kind.Delete)
        {
            await Client.DeleteObjectAsync(bucket, step.Name, new() { IfGenerationMatch = match, IfGenerationNotMatch = notMatch });
            model.Remove(step.Name);
        }
        else
        {
            var options = new CopyObjectOptions { IfSourceGenerationMatch = step.Condition is Condition.Live or Condition.Stale ? match : null };
            Object copy = await Client.CopyObjectAsync(bucket, step.Name, bucket, step.Other, options);
            model[step.Other] = (model[step.Name].Data, copy.Generation!.Value);
        }
    }

    private static long? Match(Step step, long live) => step.Condition switch
    {
        Condition.Absent => 0,
        Condition.Live => live,
        Condition.Stale => live + 1_000_000,
        _ => null,
    };

    private static async Task<HttpStatusCode?> FailureAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (GoogleApiException failure)
        {
            return failure.HttpStatusCode;
        }
    }

    private enum Kind
    {
        Put,
        Get,
        Delete,
        Copy,
    }

    private enum Condition
    {
        None,
        Absent,
        Live,
        Stale,
        NotLive,
    }

    private sealed record Step(Kind Kind, string Name, string Other, Condition Condition, byte[] Data);
}
