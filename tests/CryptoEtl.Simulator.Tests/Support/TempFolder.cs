namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tape-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
