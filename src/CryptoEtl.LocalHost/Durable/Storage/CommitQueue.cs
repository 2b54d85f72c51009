using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace CryptoEtl.LocalHost.Durable.Storage;

/// <summary>Groups writes: all that wait when the last transaction ended go into the next one together.</summary>
/// <remarks>So a commit costs the same whether one instance took a turn or a thousand did.</remarks>
internal sealed class CommitQueue : IAsyncDisposable
{
    /// <summary>Bounds the time a group holds back its first write.</summary>
    private const int LargestGroup = 512;

    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly StoreSession _session;
    private readonly Task _loop;

    public CommitQueue(StoreSession session)
    {
        _session = session;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Called after each commit, on the writing thread, so that nothing is written meanwhile.</summary>
    public Action? Committed { get; set; }

    /// <summary>Runs <paramref name="work"/> in the next transaction and returns once it is durable.</summary>
    /// <remarks>What it throws before it has written anything fails this write only.</remarks>
    public async Task<T> CommitAsync<T>(Func<StoreSession, T> work)
    {
        var write = new Write<T>(work);
        if (!_writes.Writer.TryWrite(write)) throw new ObjectDisposedException(nameof(CommitQueue), "The durable engine has stopped.");
        return await write.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_writes.Writer.TryComplete()) return;

        await _loop;
        _session.Dispose();
    }

    private async Task RunAsync()
    {
        List<Write> group = [];
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _writes.Reader.TryRead(out var write)) group.Add(write);
            CommitGroup(group);
            group.Clear();
        }
    }

    private void CommitGroup(List<Write> group)
    {
        try
        {
            _session.Begin();
            foreach (var write in group) write.Apply(_session);
            _session.Commit();
        }
        catch (SqliteException failure)
        {
            RollBack();
            foreach (var write in group) write.Fail(failure);
            return;
        }

        Committed?.Invoke();
        foreach (var write in group) write.Succeed();
    }

    private void RollBack()
    {
        try
        {
            _session.Rollback();
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself after a full disk or an I/O error; there is nothing left to undo then.
        }
    }

    private abstract class Write
    {
        public abstract void Apply(StoreSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<StoreSession, T> work) : Write
    {
        private T _result = default!;
        private Exception? _refusal;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Apply(StoreSession session)
        {
            try
            {
                _result = work(session);
            }
            catch (Exception refusal) when (refusal is not SqliteException)
            {
                _refusal = refusal;
            }
        }

        public override void Succeed()
        {
            if (_refusal is null) Done.SetResult(_result);
            else Done.SetException(_refusal);
        }

        public override void Fail(Exception failure) => Done.SetException(failure);
    }
}
