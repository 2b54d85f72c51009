using CryptoEtl.Core.Features;

namespace CryptoEtl.Data.Features.Files;

/// <summary>Writes features as blocks of them come.</summary>
internal interface IFeatureWriter : IDisposable
{
    void Write(FeatureBlock block);

    /// <summary>All is there: the file, or files, take their names.</summary>
    void Commit();
}
