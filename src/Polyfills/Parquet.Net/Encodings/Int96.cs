using System.Runtime.InteropServices;

namespace Parquet.Encodings;

/// <summary>The deprecated timestamp: nanoseconds of the day and the Julian day.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct Int96
{
    public ulong Nanoseconds;
    public int JulianDay;
}
