using FsCheck;
using FsCheck.Fluent;
using Parquet.Net.Tests.Support;
using Parquet.Schema;

namespace Parquet.Net.Tests;

/// <summary>Whatever arrays come, they come back.</summary>
public class RoundTripProperties
{
    [Fact]
    public void Any_array_of_nullable_doubles_comes_back() => ForAll<double?[]>(new DataField<double?>("v"));

    [Fact]
    public void Any_array_of_floats_comes_back() => ForAll<float[]>(new DataField<float>("v"));

    [Fact]
    public void Any_array_of_nullable_longs_comes_back() => ForAll<long?[]>(new DataField<long?>("v"));

    [Fact]
    public void Any_array_of_ints_comes_back() => ForAll<int[]>(new DataField<int>("v"));

    [Fact]
    public void Any_array_of_booleans_comes_back() => ForAll<bool?[]>(new DataField<bool?>("v"));

    [Fact]
    public void Any_array_of_bytes_comes_back() => ForAll<byte?[]>(new DataField<byte?>("v"));

    [Fact]
    public void Any_array_of_guids_comes_back() => ForAll<Guid[]>(new DataField<Guid>("v"));

    [Fact]
    public void Any_array_of_strings_comes_back() => Prop.ForAll(Texts(), rows => Holds(new DataField<string>("v"), rows)).QuickCheckThrowOnFailure();

    /// <summary>Runs and widths are what the encodings turn on, so lengths and repetitions are drawn on purpose.</summary>
    [Fact]
    public void Any_mixture_of_runs_comes_back() => Prop.ForAll(Runs(), rows =>
    {
        Holds(new DataField<long?>("v"), rows);
        Holds(new DataField<string>("v"), rows.Select(row => row?.ToString()).ToArray());
        Holds(new DataField<bool?>("v"), rows.Select(row => row is null ? (bool?)null : row % 2 == 0).ToArray());
    }).QuickCheckThrowOnFailure();

    private static void ForAll<T>(DataField field) =>
        Prop.ForAll<T>(rows => Holds(field, (Array)(object)rows!)).QuickCheckThrowOnFailure();

    private static void Holds(DataField field, Array rows)
    {
        foreach (CompressionMethod method in new[] { CompressionMethod.None, CompressionMethod.Snappy })
            Files.RoundTripAsync(field, rows, method).GetAwaiter().GetResult();
    }

    /// <summary>Generated chars may be lone surrogates, which no UTF-8 file can hold.</summary>
    private static Arbitrary<string?[]> Texts() => ArbMap.Default.ArbFor<string?[]>()
        .Filter(rows => rows.All(row => row is null || !row.Any(char.IsSurrogate)));

    private static Arbitrary<long?[]> Runs()
    {
        Gen<long?[]> run =
            from length in Gen.Choose(1, 200)
            from value in ArbMap.Default.GeneratorFor<long>()
            from step in Gen.Elements(0L, 1L, 1_000_003L, long.MaxValue / 3)
            from isNull in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            select Enumerable.Range(0, length).Select(i => isNull ? (long?)null : unchecked(value + i * step)).ToArray();
        return run.ListOf().Select(runs => runs.SelectMany(part => part).ToArray()).ToArbitrary();
    }
}
