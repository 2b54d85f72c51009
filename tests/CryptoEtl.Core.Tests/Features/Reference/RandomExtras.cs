using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>On-chain, social and derivatives data of one asset of a random tape: some assets have none.</summary>
internal sealed class RandomExtras(RandomTape tape, string asset, int number)
{
    private readonly int silent = RandomTape.Start + tape.Random.Next(tape.Days / 3, tape.Days);

    public void Tell(int listed, int gone)
    {
        tape.Event(silent);
        foreach (var field in Enum.GetValues<Field>().Where(Has))
            Tell(field, listed + tape.Random.Next(0, 4), gone);
    }

    private bool Has(Field field) => field switch
    {
        <= Field.MarketCap => false,
        Field.Tvl or Field.DexVolume => number % 2 == 0,
        Field.GalaxyScore or Field.AltRank or Field.Sentiment or Field.Interactions => number % 4 != 1 || number == 1,
        _ => number < 8 && (field != Field.Basis || number % 3 != 2),
    };

    private void Tell(Field field, int first, int gone)
    {
        var (level, hole, same) = (tape.Random.NextDouble() + 0.5, 0, tape.Random.Next(20, 200));
        for (var day = first; day < gone; day++)
        {
            if (hole == 0 && tape.Goes(wrong: 15))
                hole = tape.Random.Next(1, 8);
            var isStill = day - first > same && day - first < same + (number % 2 == 0 ? 36 : 95);
            level *= isStill ? 1 : Math.Exp(0.05 * (tape.Random.NextDouble() - 0.5));
            if (hole > 0)
                hole--;
            else if (day < silent || day >= silent + 7)
                TellOne(new(asset, (int)field, day, Value(field, level, isStill, day), null));
        }
    }

    private double Value(Field field, double level, bool isStill, int day) => field switch
    {
        _ when tape.Goes(wrong: 4) => tape.Random.Next(3) switch { 0 => 0, 1 => -1, _ => double.NaN },
        Field.Tvl or Field.OpenInterest => 1e8 * level,
        Field.DexVolume => isStill ? 0 : 1e7 * level,
        Field.GalaxyScore or Field.Sentiment => Math.Min(100, 50 * level),
        Field.AltRank => 1 + Math.Floor(200 * level),
        Field.Interactions => day % 97 == 0 ? 0 : Math.Floor(1e5 * level),
        _ => 1e-4 * (level - (isStill ? 0 : 0.9)),
    };

    private void TellOne(Told record)
    {
        if (tape.Goes(wrong: 10))
            tape.TellLate(record, tape.Random.Next(-6, 18) * 0.4);
        else
            tape.Tell(record);
        if (tape.Goes(wrong: 6))
            tape.TellLate(record with { Value = record.Value * 0.9 }, -0.5 * tape.Random.Next(4));
        if (tape.Goes(wrong: 8))
            tape.TellLate(record with { Value = tape.Random.Next(4) == 0 ? double.NaN : record.Value * 1.3 }, tape.Random.Next(1, 30) * 0.4);
    }
}
