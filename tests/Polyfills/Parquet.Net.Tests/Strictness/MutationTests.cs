using System.Diagnostics;
using Parquet.Data;
using Parquet.Net.Tests.Corpus;
using Parquet.Net.Tests.Support;

namespace Parquet.Net.Tests.Strictness;

/// <summary>
/// Files with random damage are read or refused, and nothing else: no other exception, no hang, no memory beyond reason.
/// Page checksums are left out of the files made here, so that damage reaches the decoders.
/// </summary>
/// <remarks>Runs alone: what it measures is the memory of the whole process.</remarks>
[Collection(nameof(Alone))]
public class MutationTests
{
    private const int Seed = 7, MutationsPerFile = 400, MutationsPerCorpusFile = 40;
    private const long LargestReasonable = 512L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Types => Samples.Names;

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Damaged_files_of_this_writer_are_read_or_refused(string type)
    {
        var random = new Random(Seed);
        foreach (CompressionMethod method in new[] { CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Brotli })
        {
            var options = new ParquetOptions { WritePageChecksums = false };
            byte[] sparse = await Files.WriteAsync(Samples.Fields[type](true), Samples.Rows(type, 300, i => i % 5 == 0), method, options);
            byte[] dense = await Files.WriteAsync(Samples.Fields[type](false), Samples.Rows(type, 300), method, options);
            for (int i = 0; i < MutationsPerFile; i++) await SurvivesAsync(Mutate(i % 2 == 0 ? sparse : dense, random), $"{type}, {method}, mutation {i}");
        }
    }

    [SkippableTheory]
    [InlineData("read")]
    [InlineData("optional")]
    [InlineData("refuse")]
    public async Task Damaged_files_of_other_writers_are_read_or_refused(string folder)
    {
        Skip.If(CorpusFolder.IsMissing, CorpusFolder.Missing);
        var random = new Random(Seed);
        foreach (string name in CorpusFolder.Files(folder))
        {
            byte[] file = await File.ReadAllBytesAsync(CorpusFolder.PathOf(folder, name));
            for (int i = 0; i < MutationsPerCorpusFile; i++) await SurvivesAsync(Mutate(file, random), $"{name}, mutation {i}");
        }
    }

    private static async Task SurvivesAsync(byte[] file, string what)
    {
        long before = GC.GetTotalAllocatedBytes();
        long start = Stopwatch.GetTimestamp();
        try
        {
            using ParquetReader reader = await ParquetReader.CreateAsync(new MemoryStream(file), new ParquetOptions { UseBigDecimal = true });
            for (int i = 0; i < Math.Min(reader.RowGroupCount, 10); i++)
            {
                foreach (IParquetRowGroupReader group in reader.RowGroups.Skip(i).Take(1))
                {
                    foreach (Parquet.Schema.DataField field in reader.Schema.DataFields) await ReadAsync(group, field);
                }
            }
        }
        catch (Exception e) when (e is ParquetException or IOException or NotSupportedException)
        {
            Assert.False(string.IsNullOrWhiteSpace(e.Message), what);
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }
        Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"{what} took {Stopwatch.GetElapsedTime(start)}");
        Assert.True(GC.GetTotalAllocatedBytes() - before < LargestReasonable, $"{what} allocated {GC.GetTotalAllocatedBytes() - before} bytes");
    }

    /// <summary>A damaged column does not keep the others from being read, so that one flipped bit tries them all.</summary>
    private static async Task ReadAsync(IParquetRowGroupReader group, Parquet.Schema.DataField field)
    {
        try
        {
            DataColumn column = await group.ReadColumnAsync(field);
            Assert.Equal(group.RowCount, column.NumValues);
            group.GetStatistics(field);
        }
        catch (ParquetException e)
        {
            // What a check has found is a ParquetException from the start; anything else fell into the net below.
            Assert.True(e.InnerException is ParquetException, e.ToString());
        }
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        byte[] result = [.. file];
        switch (random.Next(6))
        {
            case 0: Flip(result, random, result.Length, 1); break;
            case 1: Flip(result, random, result.Length, random.Next(2, 20)); break;
            // Most of the structure is in the footer and in the first page header.
            case 2: Flip(result, random, Math.Min(result.Length, 64), 1); break;
            case 3: FlipFooter(result, random); break;
            case 4: result[random.Next(result.Length)] = random.Next(2) == 0 ? (byte)0xFF : (byte)0; break;
            default: return Splice(result, random);
        }
        return result;
    }

    private static void Flip(byte[] file, Random random, int limit, int times)
    {
        for (int i = 0; i < times; i++) file[random.Next(limit)] ^= (byte)(1 << random.Next(8));
    }

    private static void FlipFooter(byte[] file, Random random)
    {
        int length = Math.Clamp(BitConverter.ToInt32(file, file.Length - 8), 1, file.Length - 8);
        file[file.Length - 8 - random.Next(1, length + 1)] ^= (byte)(1 << random.Next(8));
    }

    /// <summary>Takes bytes out of the middle, or repeats them.</summary>
    private static byte[] Splice(byte[] file, Random random)
    {
        int at = random.Next(file.Length), length = random.Next(1, Math.Min(40, file.Length - at + 1));
        length = Math.Min(length, file.Length - at);
        return random.Next(2) == 0
            ? [.. file[..at], .. file[(at + length)..]]
            : [.. file[..(at + length)], .. file[at..]];
    }
}
