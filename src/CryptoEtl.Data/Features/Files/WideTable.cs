using CryptoEtl.Core.Features;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace CryptoEtl.Data.Features.Files;

/// <summary>A Parquet file of features: columns that name and date a row, then one per feature. A row group per block.</summary>
internal sealed class WideTable : IDisposable
{
    private readonly NewFile file;
    private readonly DataField[] fields;
    private readonly ParquetWriter writer;
    private readonly string configHash;
    private bool hasGroup;

    /// <param name="key">Columns that name a row.</param>
    public WideTable(string path, IEnumerable<DataField> key, IEnumerable<Feature> features, FeatureConfig config)
    {
        configHash = config.Hash;
        fields = [.. key, .. Stamps(), .. features.Select(feature => new DataField<double>(feature.Name, nullable: true))];
        file = new(path);
        try
        {
            writer = ParquetWriter.CreateAsync(new ParquetSchema(fields), file.Stream).GetAwaiter().GetResult();
            writer.CompressionMethod = CompressionMethod.Snappy;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public static DataField Date { get; } = new DateTimeDataField("date", DateTimeFormat.Date);

    public static DataField DecisionTime { get; } = Instant("decision_time", isNullable: false);

    /// <summary>Writes rows: the columns of the key, what was published last, then the features one by one into the same array.</summary>
    /// <param name="decisions">UTC ticks at which the rows are made.</param>
    /// <param name="published">UTC ticks; 0: nothing was.</param>
    /// <param name="fill">Writes the values of a feature, null where there is none.</param>
    /// <exception cref="InvalidOperationException">A row was made of what was published after its decision.</exception>
    public void Write(IReadOnlyList<Array> key, long[] decisions, long[] published, Action<int, double?[]> fill)
    {
        for (var row = 0; row < published.Length; row++)
        {
            if (published[row] > decisions[row])
                throw new InvalidOperationException($"row {row} looks ahead: made {Moment(decisions[row]):O} of what was published {Moment(published[row]):O}");
        }

        using var group = writer.CreateRowGroup();
        var rows = published.Length;
        Array[] stamps = [Moments(published), Repeated(FeatureConfig.SpecVersion, rows), Repeated(configHash, rows)];
        var at = 0;
        foreach (var column in key.Concat(stamps))
            Write(group, at++, column);
        for (var (values, feature) = (new double?[rows], 0); at < fields.Length; feature++)
        {
            fill(feature, values);
            Write(group, at++, values);
        }

        hasGroup = true;
    }

    /// <summary>A table without rows has one group without rows.</summary>
    public void Commit(Func<IReadOnlyList<Array>> emptyKey)
    {
        if (!hasGroup)
            Write(emptyKey(), [], [], (_, _) => { });
        writer.Dispose();
        file.Commit();
    }

    public void Dispose() => file.Dispose();

    public static DateTime Moment(long ticks) => new(ticks, DateTimeKind.Utc);

    private static DataField[] Stamps() =>
        [Instant("max_published_at", isNullable: true), new DataField<string>("spec_version", nullable: false), new DataField<string>("config_hash", nullable: false)];

    private static DateTimeDataField Instant(string name, bool isNullable) =>
        new(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: isNullable);

    private static DateTime?[] Moments(long[] ticks) => Array.ConvertAll(ticks, tick => tick == 0 ? (DateTime?)null : Moment(tick));

    private static string[] Repeated(string text, int rows)
    {
        var column = new string[rows];
        Array.Fill(column, text);
        return column;
    }

    private void Write(ParquetRowGroupWriter group, int at, Array column) =>
        group.WriteColumnAsync(new DataColumn(fields[at], column)).GetAwaiter().GetResult();
}
