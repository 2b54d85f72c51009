namespace CryptoEtl.Data.QualityGate.Check;

/// <summary>ISO-8601 times, read from bytes: a day, or a day and a time of day, with or without a zone (none is UTC).</summary>
internal static class IsoTime
{
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTime value)
    {
        value = DateTime.MinValue;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || !Digits(text, 0, 4, out var year) || !Digits(text, 5, 2, out var month) || !Digits(text, 8, 2, out var day)
            || year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        value = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return text.Length == 10 || (text[10] is (byte)'T' or (byte)' ' && TimeOfDay(text[11..], ref value));
    }

    private static bool TimeOfDay(ReadOnlySpan<byte> text, ref DateTime value)
    {
        if (text.Length < 5 || text[2] != ':' || !Digits(text, 0, 2, out var hour) || !Digits(text, 3, 2, out var minute) || hour > 23 || minute > 59)
            return false;
        var ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        text = text[5..];
        if (text.Length >= 3 && text[0] == ':')
        {
            if (!Digits(text, 1, 2, out var second) || second > 59)
                return false;
            ticks += second * TimeSpan.TicksPerSecond;
            text = text[3..];
            Fraction(ref text, ref ticks);
        }

        if (!Zone(text, out var offset))
            return false;
        value = value.AddTicks(ticks - offset);
        return true;
    }

    /// <summary>Digits finer than a tick count as one: what was published after a moment must not seem to be published at it.</summary>
    private static void Fraction(ref ReadOnlySpan<byte> text, ref long ticks)
    {
        if (text.Length < 2 || text[0] != '.')
            return;
        var (at, unit, isFiner) = (1, TimeSpan.TicksPerSecond, false);
        for (; at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            ticks += (text[at] - '0') * (unit /= 10);
            isFiner |= unit == 0 && text[at] != '0';
        }

        ticks += isFiner ? 1 : 0;
        text = text[at..];
    }

    /// <summary>Nothing, Z, or hours and minutes ahead of UTC.</summary>
    private static bool Zone(ReadOnlySpan<byte> text, out long offset)
    {
        offset = 0;
        if (text.IsEmpty || text is [(byte)'Z' or (byte)'z'])
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || !Digits(text, 1, 2, out var hours))
            return false;
        var minutes = 0;
        if (text.Length > 3 && !Digits(text, text.Length - 2, 2, out minutes))
            return false;
        offset = ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute)) * (text[0] == '-' ? -1 : 1);
        return hours <= 14 && minutes <= 59;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int from, int count, out int value)
    {
        value = 0;
        for (var at = from; at < from + count; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit > 9)
                return false;
            value = (value * 10) + digit;
        }

        return true;
    }
}
