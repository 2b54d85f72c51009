using CryptoEtl.Simulator.Make;

namespace CryptoEtl.Data.Tests.Sources;

/// <summary>A small synthetic market, made once.</summary>
public sealed class SmallTape : IDisposable
{
    public SmallTape() => TapeMaker.Make(new TapeMakeOptions { Seed = 3, Assets = 20, Days = 20 }, Path, default);

    public string Path { get; } = Directory.CreateTempSubdirectory("cryptoetl-tape-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
