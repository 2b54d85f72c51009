using CryptoEtl.Core.Features;

namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>One bar of a random tape, and what becomes of it.</summary>
/// <param name="values">Open, high, low, close, volume, market cap.</param>
internal sealed class RandomBar(RandomTape tape, string asset, int day, double[] values)
{
    private readonly double[] told = [.. values];

    public void Tell()
    {
        SpoilVolume();
        if (tape.Goes(wrong: 12))
            TellInvalid();
        else if (tape.Goes(wrong: 12))
            TellWholeBarLate();
        else
            TellUsual(skip: tape.Goes(wrong: 6) ? tape.Random.Next(6) : -1);
        Restate();
    }

    private Told Of(int field, double value) => new(asset, field, day, value, null);

    private double DaysLate => tape.Random.Next(1, 9) * 0.7;

    private void SpoilVolume()
    {
        if (tape.Goes(wrong: 4))
            told[4] *= 1e8;
        if (tape.Goes(wrong: 60))
            told[4] = tape.Random.Next(5) switch { 0 or 1 => 0, 2 or 3 => double.NaN, _ => -1 };
        if (tape.Goes(wrong: 40))
            told[5] = tape.Random.Next(4) switch { 0 => 0, 1 => -5, _ => double.NaN };
    }

    /// <param name="skip">A field that comes later than the others; -1: none does.</param>
    private void TellUsual(int skip)
    {
        for (var field = 0; field < told.Length; field++)
        {
            if (field == skip)
                tape.TellLate(Of(field, told[field]), DaysLate);
            else
                tape.Tell(Of(field, told[field]));
            if (tape.Goes(wrong: 1))
                tape.Tell(Of(field, told[field] * 1.001));
        }
    }

    private void TellWholeBarLate()
    {
        var late = DaysLate;
        for (var field = 0; field < told.Length; field++)
            tape.TellLate(Of(field, told[field]), late);
    }

    /// <summary>Half of them are mended later.</summary>
    private void TellInvalid()
    {
        var (field, wrong) = tape.Random.Next(4) switch
        {
            0 => (Field.High, told[2] * 0.9),
            1 => (Field.Low, told[1] * 1.1),
            2 => (Field.Close, -told[3]),
            _ => (Field.Open, double.NaN),
        };
        var right = told[(int)field];
        told[(int)field] = wrong;
        TellUsual(skip: -1);
        if (tape.Random.Next(2) == 0)
            tape.TellLate(Of((int)field, right), DaysLate);
        tape.Event(day);
    }

    private void Restate()
    {
        if (tape.Goes(wrong: 12))
            RestatePrices(1 + 0.05 * tape.Random.NextDouble());
        if (tape.Goes(wrong: 20))
            tape.TellLate(Of(tape.Random.Next(4, 6), values[4 + tape.Random.Next(2)] * 1.2), DaysLate * 3);
        if (tape.Goes(wrong: 5))
            tape.TellLate(Of(tape.Random.Next(6), double.NaN), DaysLate);
        if (tape.Goes(wrong: 5))
            tape.TellLate(Of((int)Field.High, values[2] * 0.5), DaysLate);
        if (tape.Goes(wrong: 4))
            RestatePrices(800);
        if (tape.Goes(wrong: 5))
            TakeBackAndTellAgain();
        if (tape.Goes(wrong: 8))
            Contradict();
    }

    private void RestatePrices(double factor)
    {
        var late = DaysLate * 2;
        for (var field = 0; field < 4; field++)
            tape.TellLate(Of(field, values[field] * factor), late);
    }

    /// <summary>A close that is withdrawn and comes back as it was.</summary>
    private void TakeBackAndTellAgain()
    {
        var late = DaysLate;
        tape.TellLate(Of((int)Field.Close, double.NaN), late);
        tape.TellLate(Of((int)Field.Close, told[3]), late + 2.5);
    }

    /// <summary>Two values at one moment: the one told last counts. Exactly at a decision, or a tick after it.</summary>
    private void Contradict()
    {
        var (row, ticks) = (day + tape.Random.Next(0, 3), tape.Random.Next(2));
        tape.TellAt(Of((int)Field.Volume, 1e5), row, ticks);
        tape.TellAt(Of((int)Field.Volume, 3e7), row, ticks);
    }
}
