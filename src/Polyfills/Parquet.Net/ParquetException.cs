namespace Parquet;

/// <summary>The file is corrupt, or uses something that is not supported; the message names it.</summary>
public class ParquetException : Exception
{
    public ParquetException()
    {
    }

    public ParquetException(string message)
        : base(message)
    {
    }

    public ParquetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
