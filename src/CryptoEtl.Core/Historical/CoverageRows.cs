using CryptoEtl.Core.Planning;

namespace CryptoEtl.Core.Historical;

/// <summary>An answered request as a row of the coverage: the checkpoint of its asset.</summary>
public static class CoverageRows
{
    /// <param name="rows">The ledger rows of the answer; those of a day whose value was not settled yet do not count as covered.</param>
    public static void Add(BatchBuilder coverage, SeriesRequest request, Batch rows, bool isAbsent, RowOrigin origin)
    {
        var settled = SeriesKinds.LastSettled(request.Kind, origin.ObservedAt);
        var to = request.Days.To < settled ? request.Days.To : settled;
        if (to < request.Days.From)
            return;

        var (last, price, cap) = request.Kind == SeriesKinds.Chart ? LastOf(rows) : (LastDayOf(rows), null, null);
        coverage.Text("series", request.Kind)
            .Text("subject", request.Subject)
            .Day("from_day", request.Days.From)
            .Day("to_day", to)
            .Integer("points", rows.RowCount)
            .Day("first_day", rows.Instants("day").Min() is { } first ? DateOnly.FromDateTime(first) : null)
            .Day("last_day", last)
            .Number("last_price_usd", price)
            .Number("last_cap_usd", cap)
            .Flag("is_absent", isAbsent)
            .Text("request", RequestOf(request.Request))
            .Origin(origin, origin.ObservedAt, TimeSpan.Zero)
            .EndRow();
    }

    private static string RequestOf(PlannedRequest request) => $"{request.Source} /{request.PathAndQuery}";

    private static DateOnly? LastDayOf(Batch rows) =>
        rows.Instants("day").Max() is { } last ? DateOnly.FromDateTime(last) : null;

    private static (DateOnly? Day, double? Price, double? Cap) LastOf(Batch rows)
    {
        var (days, prices, caps) = (rows.Instants("day"), rows.Numbers("price_usd"), rows.Numbers("market_cap_usd"));
        var (last, price, cap) = (-1, (double?)null, (double?)null);
        for (var row = 0; row < rows.RowCount; row++)
        {
            if (last >= 0 && days[row] < days[last])
                continue;
            (last, price, cap) = (row, prices[row] ?? price, caps[row] > 0 ? caps[row] : cap);
        }

        return (last < 0 ? null : DateOnly.FromDateTime(days[last]!.Value), price, cap);
    }
}
