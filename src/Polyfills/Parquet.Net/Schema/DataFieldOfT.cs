namespace Parquet.Schema;

/// <summary>A column of type <typeparamref name="T"/>.</summary>
public class DataField<T> : DataField
{
    /// <param name="name">Column name.</param>
    /// <param name="nullable">Overrules what <typeparamref name="T"/> says about nulls; null leaves it.</param>
    public DataField(string name, bool? nullable = null)
        : base(name, typeof(T), nullable)
    {
    }
}
