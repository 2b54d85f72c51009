namespace Parquet.Reading;

/// <summary>
/// What a corrupt file can provoke ends as <see cref="ParquetException"/> that says where. Checks name their finding
/// themselves; the others are a net below them.
/// </summary>
internal static class Corruption
{
    public static bool Is(Exception e) => e is ParquetException or IndexOutOfRangeException or ArgumentException
        or OverflowException or OutOfMemoryException or InvalidDataException or InvalidCastException or NullReferenceException;

    public static ParquetException Wrap(Exception e, string where) => e is ParquetException
        ? new ParquetException($"{where}: {e.Message}", e)
        : new ParquetException($"{where}: corrupt data ({e.Message})", e);
}
