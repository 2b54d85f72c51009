namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>Hourly closes on the last month of a random tape.</summary>
internal static class RandomHours
{
    public static void Tell(RandomTape tape, string asset, bool isFlat)
    {
        var (price, last) = (100.0, RandomTape.Start + tape.Days);
        for (var hour = (last - 30) * 24; hour < last * 24; hour++)
        {
            var quietWeek = isFlat && hour < (last - 19) * 24;
            price *= quietWeek ? 1 : Math.Exp(0.01 * (tape.Random.NextDouble() - 0.5) * (tape.Random.Next(40) == 0 ? 20 : 1));
            if (tape.Random.Next(1000) < 30 || (hour / 24 == last - 9 && hour % 24 > 17))
                continue;
            TellOne(tape, new(asset, Told.Hours, hour, tape.Random.Next(300) == 0 ? -1 : price, null));
        }
    }

    private static void TellOne(RandomTape tape, Told record)
    {
        if (tape.Goes(wrong: 20))
            tape.TellLate(record, tape.Random.Next(1, 60) / 12.0);
        else
            tape.Tell(record);
        if (tape.Goes(wrong: 10))
            tape.TellLate(record with { Value = record.Value * 1.01 }, tape.Random.Next(1, 60) / 12.0);
    }
}
