using System.Text.Json;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>Counts the fields of like objects of one answer. A row of known fields costs no memory; of unknown ones so many are told apart.</summary>
/// <param name="place">Stands before a field's name in reports, such as <c>tickers[].</c></param>
internal sealed class FieldCensus(string place, FieldSet known)
{
    /// <summary>Further unknown fields are one figure: an object used as a map would have thousands.</summary>
    public const int MostUnknown = 32;

    private readonly List<FieldCount> fields =
        [.. known.Expected.Select(name => new FieldCount(name, true)), .. known.Optional.Select(name => new FieldCount(name, false))];

    private readonly Dictionary<string, (int Rows, string Example)> wrongTypes = [];
    private readonly int most = known.Expected.Length + known.Optional.Length + MostUnknown;
    private int first;
    private int rows;
    private int furtherUnknown;

    /// <summary>One more object. For those whose fields are counted one by one.</summary>
    public void CountRow() => rows++;

    /// <summary>One more object, and all its fields.</summary>
    public void Count(JsonElement row)
    {
        rows++;
        FieldCount? before = null;
        foreach (var property in row.EnumerateObject())
        {
            var at = Find(property, before?.Next ?? first);
            before = at >= 0 ? Follow(before, at) : Add(property.Name, Examples.Of(property.Value)) ?? before;
        }
    }

    /// <summary>The field that a reader stands on.</summary>
    public void Count(ref Utf8JsonReader json)
    {
        foreach (var field in fields)
        {
            if (json.ValueTextEquals(field.Utf8))
            {
                field.Seen++;
                return;
            }
        }

        Add(json.GetString()!, example: null);
    }

    /// <summary>A cell of another type.</summary>
    public void CountWrongType(string field, string example)
    {
        if (wrongTypes.TryGetValue(field, out var counted))
            wrongTypes[field] = (counted.Rows + 1, counted.Example);
        else if (wrongTypes.Count < most)
            wrongTypes.Add(field, (1, example));
    }

    /// <summary>What is not as it should be.</summary>
    public IEnumerable<FieldDrift> Found() =>
    [
        .. fields.Where(field => field.IsUnknown).Select(field => new FieldDrift(place + Examples.Short(field.Name), DriftKind.Unknown, field.Seen, field.Example)),
        .. furtherUnknown > 0 ? [new FieldDrift(place + "…", DriftKind.Unknown, furtherUnknown, null)] : Array.Empty<FieldDrift>(),
        .. fields.Where(field => rows > 0 && field.IsMissing).Select(field => new FieldDrift(place + field.Name, DriftKind.Missing, rows, null)),
        .. wrongTypes.Select(wrong => new FieldDrift(place + wrong.Key, DriftKind.WrongType, wrong.Value.Rows, wrong.Value.Example)),
    ];

    private int Find(JsonProperty property, int expected)
    {
        for (var step = 0; step < fields.Count; step++)
        {
            var at = (expected + step) % fields.Count;
            if (property.NameEquals(fields[at].Utf8))
                return at;
        }

        return -1;
    }

    private FieldCount Follow(FieldCount? before, int at)
    {
        if (before is null)
            first = at;
        else
            before.Next = at;
        fields[at].Seen++;
        return fields[at];
    }

    private FieldCount? Add(string name, string? example)
    {
        if (fields.Count == most)
        {
            furtherUnknown++;
            return null;
        }

        fields.Add(new(name, null, example) { Seen = 1 });
        return fields[^1];
    }
}
