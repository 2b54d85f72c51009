namespace CryptoEtl.Core.Historical;

/// <summary>What is held of every series: the rows of <see cref="HistoricalTables.Coverage"/>, added up.</summary>
public sealed class SeriesCoverage
{
    private static readonly Held Nothing = new();
    private readonly Dictionary<(string Series, string Subject), Held> held = [];

    /// <summary>Adds rows; answers of one series in any order.</summary>
    public void Add(Batch rows)
    {
        var (series, subjects, froms, tos) = (rows.Texts("series"), rows.Texts("subject"), rows.Instants("from_day"), rows.Instants("to_day"));
        var firsts = rows.Instants("first_day");
        var (lasts, prices, caps, points) = (rows.Instants("last_day"), rows.Numbers("last_price_usd"), rows.Numbers("last_cap_usd"), rows.Integers("points"));
        for (var row = 0; row < rows.RowCount; row++)
        {
            var of = Of(series[row]!, subjects[row]!);
            of.Days.Add(new(DayOf(froms[row]!.Value), DayOf(tos[row]!.Value)));
            of.Points += points[row] ?? 0;
            if (firsts[row] is { } first && !(of.FirstDay <= DayOf(first)))
                of.FirstDay = DayOf(first);
            if (lasts[row] is { } last)
                of.Tell(DayOf(last), prices[row], caps[row]);
        }
    }

    /// <summary>What is held of one series; nothing where it was never asked for.</summary>
    public Held this[string series, string subject] => held.TryGetValue((series, subject), out var found) ? found : Nothing;

    /// <summary>Subjects of a series.</summary>
    public IEnumerable<string> SubjectsOf(string series) => held.Keys.Where(key => key.Series == series).Select(key => key.Subject);

    private Held Of(string series, string subject)
    {
        if (!held.TryGetValue((series, subject), out var found))
            held.Add((series, subject), found = new());
        return found;
    }

    private static DateOnly DayOf(DateTime instant) => DateOnly.FromDateTime(instant);

    /// <summary>What is held of one series.</summary>
    public sealed class Held
    {
        /// <summary>Days that an answer covered, whether it had a value for them or not.</summary>
        public DayRanges Days { get; } = new();

        /// <summary>Points of all answers, repeated ones counted again.</summary>
        public long Points { get; internal set; }

        /// <summary>First day with a value; null when there is none.</summary>
        public DateOnly? FirstDay { get; internal set; }

        /// <summary>Last day with a value; null when there is none.</summary>
        public DateOnly? LastDay { get; private set; }

        /// <summary>USD per coin, of a chart: the last one told. Null: none was.</summary>
        public double? LastPriceUsd { get; private set; }

        /// <summary>USD, of a chart: the last one told, which may be older than the last day. Null: none was.</summary>
        public double? LastCapUsd { get; private set; }

        private DateOnly priceDay, capDay;

        /// <summary>A short answer without a price or a cap takes away nothing that a longer one told.</summary>
        internal void Tell(DateOnly last, double? price, double? cap)
        {
            LastDay = LastDay > last ? LastDay : last;
            if (price is not null && last >= priceDay)
                (LastPriceUsd, priceDay) = (price, last);
            if (cap is not null && last >= capDay)
                (LastCapUsd, capDay) = (cap, last);
        }
    }
}
