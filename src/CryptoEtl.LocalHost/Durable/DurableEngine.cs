using System.Collections.Concurrent;
using System.Threading.Channels;
using CryptoEtl.Core;
using CryptoEtl.LocalHost.Durable.Engine;
using CryptoEtl.LocalHost.Durable.Storage;
using CryptoEtl.LocalHost.Durable.Timers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoEtl.LocalHost.Durable;

/// <summary>Runs durable orchestrations in this process, on an append-only history in one SQLite file.</summary>
/// <remarks>
/// A turn of an orchestrator is one transaction, and turns of many instances share one. An orchestrator in memory goes on without replay;
/// after a stop or crash it is replayed, activities without a result run again, and timers are set again.
/// </remarks>
public sealed partial class DurableEngine : IHostedService, IAsyncDisposable
{
    private readonly DurableEngineOptions _options;
    private readonly DurableServices _services;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<OrchestrationInstance> _turns = Channel.CreateUnbounded<OrchestrationInstance>();
    private readonly ConcurrentDictionary<string, OrchestrationInstance> _live = new();
    private readonly StatusWatch _watch = new();
    private EngineLock? _lock;
    private EngineParts? _parts;
    private Task _turnLoops = Task.CompletedTask;
    private bool _disposed;

    /// <param name="converter">Default: JSON that reads property names ignoring case.</param>
    public DurableEngine(
        DurableEngineOptions options, DurableRegistry registry, TimeProvider? time = null, ILoggerFactory? loggers = null, DataConverter? converter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConcurrentActivities);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConcurrentOrchestrations);
        _options = options;
        _services = new DurableServices(
            registry,
            converter ?? new JsonDataConverter(new() { PropertyNameCaseInsensitive = true }),
            time ?? TimeProvider.System,
            loggers ?? NullLoggerFactory.Instance);
        _log = _services.Loggers.CreateLogger<DurableEngine>();
        Client = new LocalDurableTaskClient(this);
    }

    /// <summary>Starts and finds instances of this engine.</summary>
    public LocalDurableTaskClient Client { get; }

    /// <summary>Called when the store cannot be written any more: the engine has stopped, and the process should.</summary>
    public Action<Exception>? Faulted { get; set; }

    internal DurableServices Services => _services;

    internal DurableReader Reader => Parts.Reader;

    internal StatusWatch Watch => _watch;

    internal CommitQueue Commits => Parts.Commits;

    private EngineParts Parts => _parts ?? throw new InvalidOperationException("The durable engine is not running: start the host first.");

    /// <summary>Takes the store and goes on with what is unfinished in it.</summary>
    /// <exception cref="BadInputException">Another process runs on the store, or the store is of a newer program.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(_options.DatabasePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _lock = EngineLock.Take(path);
        _parts = Open(path);
        _turnLoops = Task.WhenAll(Enumerable.Range(0, _options.MaxConcurrentOrchestrations).Select(_ => Task.Run(TakeTurnsAsync, CancellationToken.None)));
        if (_options.ResumeOnStart) Resume();
        return Task.CompletedTask;
    }

    /// <summary>Lets running activities and turns end; the rest waits in the store for the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_parts is { } parts) await Task.WhenAny(parts.Activities.Workers, Task.Delay(Timeout.Infinite, cancellationToken));
        await CloseAsync();
    }

    /// <summary>Closes the store at once. Without a stop before it, activities still running are abandoned.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;

        await _stopping.CancelAsync();
        await CloseAsync();
        _stopping.Dispose();
    }

    private EngineParts Open(string path)
    {
        var session = new StoreSession(DurableStoreFile.OpenToWrite(path));
        var activities = new ActivityPool(_services, _options.MaxConcurrentActivities, _stopping.Token);
        return new EngineParts(
            _services, new DurableReader(path), new CommitQueue(session), activities, new AlarmClock(_services.Time), _options.ReplayEveryTurn)
        {
            QueueTurn = instance => _turns.Writer.TryWrite(instance),
            Begin = Begin,
            Deliver = Deliver,
            StatusChanged = StatusChanged,
        };
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _lock, null) is not { } held) return;

        _turns.Writer.TryComplete();
        await _turnLoops;
        if (_parts is { } parts)
        {
            parts.Clock.Dispose();
            await parts.Commits.DisposeAsync();
            parts.Reader.Close();
        }

        _watch.Fail(new OperationCanceledException("The durable engine has stopped."));
        held.Dispose();
    }
}
