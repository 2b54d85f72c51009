namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>Waiters of one class: pipelines take turns, and within a pipeline who came first goes first.</summary>
internal sealed class PipelineRing
{
    // The pipeline whose turn is next stands first. Pipelines without waiters are not kept.
    private readonly LinkedList<LinkedList<Waiter>> ring = [];
    private readonly Dictionary<string, LinkedListNode<LinkedList<Waiter>>> byPipeline = new(StringComparer.Ordinal);

    public Waiter? First => ring.First?.Value.First?.Value;

    public void Add(Waiter waiter)
    {
        var pipeline = waiter.Request.Pipeline;
        if (!byPipeline.TryGetValue(pipeline, out var place))
            byPipeline[pipeline] = place = ring.AddLast(new LinkedList<Waiter>());
        waiter.Place = place.Value.AddLast(waiter);
    }

    /// <summary>Takes the first waiter out; its pipeline goes to the end of the ring.</summary>
    public void RemoveFirst()
    {
        var waiter = First!;
        var place = byPipeline[waiter.Request.Pipeline];
        Remove(waiter);
        if (place.List is null)
            return;
        ring.Remove(place);
        ring.AddLast(place);
    }

    public void Remove(Waiter waiter)
    {
        var place = byPipeline[waiter.Request.Pipeline];
        place.Value.Remove(waiter.Place!);
        waiter.Place = null;
        if (place.Value.Count > 0)
            return;
        ring.Remove(place);
        byPipeline.Remove(waiter.Request.Pipeline);
    }

    /// <summary>All waiters in the order in which they would go if nobody else came.</summary>
    public IEnumerable<Waiter> InOrder()
    {
        var next = ring.Select(pipeline => pipeline.First).ToList();
        while (next.Count > 0)
        {
            foreach (var place in next)
                yield return place!.Value;
            next = [.. next.Select(place => place!.Next).Where(place => place is not null)];
        }
    }
}
