using Parquet.Meta;
using Parquet.Reading;
using Parquet.Types;

namespace Parquet.Serialization;

/// <summary>Walks the entries of one column of one row group.</summary>
/// <param name="node">The leaf.</param>
/// <param name="wanted">CLR type of the values; null when only the levels are of interest.</param>
internal sealed class ColumnCursor(SchemaNode node, System.Type? wanted)
{
    private readonly LeafType _leaf = node.ToLeaf();
    private LevelsAssembler? _levels;
    private Array _values = Array.Empty<object>();
    private int _at, _next, _count;

    /// <summary>Definition level of the current entry.</summary>
    public int Definition => _at == _count ? throw Contradiction() : _leaf.Levels.Definition == 0 ? 0 : _levels!.Definitions[_at];

    /// <summary>Repetition level of the current entry; -1 at the end.</summary>
    public int Repetition => _at == _count ? -1 : _leaf.Levels.Repetition == 0 ? 0 : _levels!.Repetitions[_at];

    /// <summary>Bytes that the values and the elements of lists take at least.</summary>
    public long Weight(long rows) => Math.Max(_values.Length, _count - rows) * sizeof(long);

    public async Task LoadAsync(ColumnChunkReader chunks, RowGroup group, int columns, CancellationToken cancellationToken)
    {
        try
        {
            ColumnMetaData chunk = Chunk(group, columns);
            _levels = new LevelsAssembler(wanted is null ? null : AssemblerFactory.Create(_leaf, wanted, false), _leaf.Levels);
            _values = await chunks.ReadAsync(chunk, _leaf, chunk.NumValues, _levels, cancellationToken).ConfigureAwait(false);
            (_at, _next, _count) = (0, 0, _levels.Count);
            System.Type? read = _values.GetType().GetElementType();
            if (wanted is not null && read != wanted) throw new ParquetException($"the column holds {read?.Name}, {wanted.Name} was asked for");
        }
        catch (Exception e) when (Corruption.Is(e))
        {
            throw Corruption.Wrap(e, $"column '{node}'");
        }
    }

    /// <summary>Moves past an entry that must have these levels.</summary>
    public void Skip(int repetition, int definition)
    {
        if (Repetition != repetition || Definition != definition) throw Contradiction();
        _at++;
    }

    /// <summary>The current entry's value, null where it has none; moves past it.</summary>
    public object? Take(int repetition, int leastDefinition)
    {
        int definition = Definition;
        if (definition < leastDefinition) throw Contradiction();
        Skip(repetition, definition);
        return definition == _leaf.Levels.Definition ? _values.GetValue(_next++) : null;
    }

    public void RequireEnd()
    {
        if (_at < _count) throw Contradiction();
    }

    /// <summary>What a file provokes whose columns disagree about where records, lists or structs begin and end.</summary>
    public ParquetException Contradiction() => new($"corrupt column '{node}': its levels contradict the schema, the number of rows, or another column");

    /// <summary>Chunks stand in the order of the schema; a writer that ignored that is caught by the path.</summary>
    private ColumnMetaData Chunk(RowGroup group, int columns)
    {
        if (group.Columns.Count != columns) throw new ParquetException($"corrupt footer: a row group has {group.Columns.Count} columns, the schema {columns}");
        ColumnChunk chunk = group.Columns[node.Column];
        if (chunk.FilePath is not null) throw new ParquetException($"column data in another file ('{chunk.FilePath}') are not supported");
        ColumnMetaData column = chunk.MetaData ?? throw new ParquetException("corrupt footer: a column has no metadata");
        return column.PathInSchema.SequenceEqual(node.Path)
            ? column
            : throw new ParquetException($"corrupt footer: the column chunk is of '{string.Join('.', column.PathInSchema)}'");
    }
}
