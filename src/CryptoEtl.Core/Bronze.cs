namespace CryptoEtl.Core;

/// <summary>Columns that bronze tables share.</summary>
public static class Bronze
{
    public static readonly Column TypeErrors = new("type_errors", ColumnType.Text,
        "Fields whose JSON type was wrong, as field=value pairs, | separated. Null: none. Such a cell is null.");
}
