using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions.Export;

/// <summary>Writes rows to one file. How the rows were cut into batches leaves no trace in it.</summary>
internal interface IExportFormat : IAsyncDisposable
{
    Task WriteAsync(Batch rows, CancellationToken cancellation);

    /// <summary>Writes what is still held.</summary>
    Task FinishAsync(CancellationToken cancellation);
}
