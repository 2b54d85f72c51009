namespace CryptoEtl.Core.Tests.Features.Reference;

/// <summary>The life of one asset of a random tape.</summary>
internal sealed class RandomAsset
{
    private readonly RandomTape tape;
    private readonly string name;
    private readonly int number;
    private readonly int listed;
    private readonly int gone;
    private readonly (int From, int To) flat;
    private readonly (int From, int To) quiet;
    private double price;
    private double supply;
    private int hole;

    public RandomAsset(RandomTape tape, string name, int number)
    {
        (this.tape, this.name, this.number) = (tape, name, number);
        listed = RandomTape.Start + (number % 4 == 3 ? tape.Random.Next(tape.Days / 8, tape.Days / 3) : 0);
        gone = RandomTape.Start + tape.Days - (number % 5 == 4 ? tape.Random.Next(tape.Days / 12, tape.Days / 3) : 0);
        flat = Stretch(number % 6 == 5 ? 110 : number % 3 == 0 ? 34 : 0, atStart: number % 8 == 3);
        quiet = Stretch(number % 4 == 2 ? 40 : 0, atStart: false);
        price = Math.Exp(tape.Random.NextDouble() * 8 - 2) * (number % 7 == 6 ? 1e-8 : 1);
        supply = (number % 6 == 4 ? 1e6 : Math.Exp(tape.Random.NextDouble() * 12 + 16)) / price;
    }

    public void Tell()
    {
        tape.Event(listed);
        tape.Event(gone);
        for (var day = listed; day < gone; day++)
        {
            var bar = NextBar(day);
            if (hole == 0 && tape.Goes(wrong: 20))
                hole = tape.Event(day) % 5 switch { 3 => 4, 4 => 6, var shorter => shorter + 1 };
            if (hole-- > 0)
                tape.Event(day + 1);
            else
                new RandomBar(tape, name, day, bar).Tell();
            hole = Math.Max(0, hole);
        }

        new RandomExtras(tape, name, number).Tell(listed, gone);
        if (number < 3)
            RandomHours.Tell(tape, name, isFlat: number == 2);
    }

    private (int From, int To) Stretch(int length, bool atStart)
    {
        var from = atStart ? listed : listed + tape.Random.Next(10, Math.Max(11, tape.Days * 2 / 3));
        return (from, from + length);
    }

    private double[] NextBar(int day)
    {
        supply *= 1 + 0.001 * tape.Random.NextDouble();
        if (day >= flat.From && day < flat.To)
            return [price, price, price, price, 1e6 * (1 + day % 7), price * supply];

        var open = tape.Random.Next(3) == 0 ? price * Math.Exp(0.01 * Normal()) : price;
        var close = price * Math.Exp(0.04 * Normal());
        var high = Math.Max(open, close) * (1 + 0.02 * tape.Random.NextDouble() * tape.Random.Next(3));
        var low = Math.Min(open, close) * (1 - 0.02 * tape.Random.NextDouble() * tape.Random.Next(3));
        price = close;
        var volume = day >= quiet.From && day < quiet.To ? 0 : Math.Exp(16 + Normal());
        return [open, high, low, close, volume, HasCap(day) ? close * supply : double.NaN];
    }

    /// <summary>Some have none for a while: longer than any is carried.</summary>
    private bool HasCap(int day) => number % 3 != 1 || day - listed - tape.Days / 2 is < 0 or > 14;

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - tape.Random.NextDouble())) * Math.Cos(2 * Math.PI * tape.Random.NextDouble());
}
