namespace CryptoEtl.Simulator.Make;

/// <summary>The days on which dated contracts end: the last Fridays of March, June, September and December.</summary>
internal static class Quarters
{
    /// <summary>The first such day after <paramref name="day"/>.</summary>
    public static DateOnly After(DateOnly day)
    {
        var expiry = Of(day.Year, (day.Month + 2) / 3 * 3);
        if (expiry > day)
            return expiry;

        var next = new DateOnly(day.Year, day.Month, 1).AddMonths(3);
        return Of(next.Year, (next.Month + 2) / 3 * 3);
    }

    private static DateOnly Of(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Friday + 7) % 7));
    }
}
