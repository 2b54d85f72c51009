namespace CryptoEtl.Core.Historical.Silver;

/// <summary>The clocks of a row that is made of several: it is known when the last of them is.</summary>
internal struct RowClocks
{
    private DateTime available, observed;

    /// <summary>Takes in a row it is made of.</summary>
    public void Add(Batch rows, int row)
    {
        if (rows.Instants(Tables.AvailableAt)[row] is { } told && told > available)
            available = told;
        if (rows.Instants(Tables.ObservedAt)[row] is { } seen && seen > observed)
            observed = seen;
    }

    /// <summary>Sets clocks and origin.</summary>
    /// <param name="end">End of the period.</param>
    /// <param name="lag">The least that lies between the end and the publication.</param>
    public readonly void Write(BatchBuilder rows, DateTime end, TimeSpan lag, BatchId batch, string? rawSha256)
    {
        var nominal = end + lag > available ? end + lag : available;
        rows.Origin(new(batch, new(observed, TimeSpan.Zero), rawSha256), new(end, TimeSpan.Zero), nominal - end);
    }
}
