using CryptoEtl.Core.Revisions;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Core.Tests.Revisions;

/// <summary>Keys of every type of column, against a plain comparison of cells.</summary>
public sealed class KeyOrderTests
{
    private static readonly TableDefinition Table = new(Layer.Bronze, "test_keys", "Rows with a key of every type.",
        ["text", "number", "integer", "flag", "moment"],
        new("text", ColumnType.Text, ""), new("number", ColumnType.Number, ""), new("integer", ColumnType.Integer, ""),
        new("flag", ColumnType.Flag, ""), new("moment", ColumnType.Instant, ""), new(Tables.Revision, ColumnType.Text, ""));

    [Fact]
    public void Keys_are_ordered_cell_by_cell_with_null_first() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var rows = Rows(new Random(seed));
            var newest = Ledger.Newest(rows, withWithdrawn: true);
            var expected = Keys(rows).Distinct().Order(Comparer<Key>.Create(Compare));
            return expected.SequenceEqual(Keys(newest));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static Batch Rows(Random random)
    {
        var rows = new BatchBuilder(Table);
        var origin = new RowOrigin(new("test", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch, null);
        for (var row = random.Next(0, 80); row > 0; row--)
        {
            rows.Text("text", One(random, "b", "B", "aa", "", null, "\U0001F600"))
                .Number("number", One<double?>(random, -1.5, 0, -0.0, 2, null, double.MinValue, double.Epsilon))
                .Integer("integer", One<long?>(random, long.MinValue, -1, 0, long.MaxValue, null)).Flag("flag", One<bool?>(random, true, false, null))
                .Instant("moment", One<DateTimeOffset?>(random, DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, null))
                .Origin(origin, DateTimeOffset.UnixEpoch, TimeSpan.Zero).EndRow();
        }

        return rows.Build();
    }

    private static T One<T>(Random random, params T[] of) => of[random.Next(of.Length)];

    private static IEnumerable<Key> Keys(Batch rows) => Enumerable.Range(0, rows.RowCount).Select(row => new Key(
        rows.Texts("text")[row], rows.Numbers("number")[row] + 0.0, rows.Integers("integer")[row], rows.Flags("flag")[row], rows.Instants("moment")[row]));

    private static int Compare(Key left, Key right)
    {
        int[] orders =
        [
            string.CompareOrdinal(left.Text, right.Text), Nullable.Compare(left.Number, right.Number), Nullable.Compare(left.Integer, right.Integer),
            Nullable.Compare(left.Flag, right.Flag), Nullable.Compare(left.Moment, right.Moment),
        ];
        return orders.FirstOrDefault(order => order != 0);
    }

    private sealed record Key(string? Text, double? Number, long? Integer, bool? Flag, DateTime? Moment);
}
