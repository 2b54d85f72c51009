namespace Parquet.Types;

/// <summary>The highest definition and repetition level that the entries of a column can have.</summary>
internal readonly record struct LevelShape(int Definition, int Repetition);
