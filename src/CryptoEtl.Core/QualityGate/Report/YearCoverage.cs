namespace CryptoEtl.Core.QualityGate.Report;

/// <summary>Days of one asset in one year, one bit each, 1 January first.</summary>
/// <param name="Has">Days with a row.</param>
/// <param name="Held">Days of which a row was held back.</param>
public sealed record DayBits(byte[] Has, byte[] Held)
{
    private const int Bytes = 46;

    public int Count => Has.Sum(bits => System.Numerics.BitOperations.PopCount(bits));

    public static DayBits Empty() => new(new byte[Bytes], new byte[Bytes]);

    /// <param name="day">From 0.</param>
    public static bool Is(byte[] bits, int day) => (bits[day >> 3] & (1 << (day & 7))) != 0;

    public static void Set(byte[] bits, int day, bool value) =>
        bits[day >> 3] = (byte)(value ? bits[day >> 3] | (1 << (day & 7)) : bits[day >> 3] & ~(1 << (day & 7)));
}

/// <summary>Which days of a year a table has rows of, by asset.</summary>
public sealed record YearCoverage(string Table, int Year, SortedDictionary<string, DayBits> Assets)
{
    public int Days => DateTime.IsLeapYear(Year) ? 366 : 365;

    public static YearCoverage Empty(string table, int year) => new(table, year, new(StringComparer.Ordinal));

    /// <summary>A row of a day; false where the source takes it back.</summary>
    public void Has(string asset, DateTime day, bool value) => DayBits.Set(Of(asset).Has, day.DayOfYear - 1, value);

    /// <summary>A row of a day was held back.</summary>
    public void Held(string asset, DateTime day) => DayBits.Set(Of(asset).Held, day.DayOfYear - 1, true);

    private DayBits Of(string asset)
    {
        if (!Assets.TryGetValue(asset, out var days))
            Assets[asset] = days = DayBits.Empty();
        return days;
    }
}
