namespace CryptoEtl.Core.Features.Series;

/// <summary>What one look at all venues told of an asset's derivatives. NaN: no figure.</summary>
/// <param name="Moment">UTC ticks of the moment that it describes.</param>
/// <param name="Available">UTC ticks from which on it could be known.</param>
/// <param name="OpenInterest">Sum over the venues, USD.</param>
/// <param name="FundingRate">Decimal per 8 hours.</param>
/// <param name="Basis">Mark over index less one, decimal.</param>
public readonly record struct VenuesSnapshot(long Moment, long Available, double OpenInterest, double FundingRate, double Basis)
{
    /// <summary>Number of the UTC day that it belongs to: midnight ends a day.</summary>
    public int Day => (int)((Moment - 1) / TimeSpan.TicksPerDay);
}
