using System.Numerics;
using Parquet.Data;

namespace Parquet.Reading;

/// <summary>CLR types that stand for the same stored type, so that a caller may ask for either.</summary>
internal static class Corresponding
{
    private static readonly Type[][] Families =
    [
        [typeof(decimal), typeof(BigDecimal)],
        [typeof(string), typeof(byte[])],
        [typeof(DateTime), typeof(DateOnly)],
        [typeof(DateTime), typeof(BigInteger)],
        [typeof(TimeSpan), typeof(TimeOnly)],
    ];

    public static bool Types(Type asked, Type inFile) => Array.Exists(Families, family => family.Contains(asked) && family.Contains(inFile));
}
