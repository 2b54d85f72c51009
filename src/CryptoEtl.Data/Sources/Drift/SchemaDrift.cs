namespace CryptoEtl.Data.Sources.Drift;

/// <summary>How the fields of one answer differ from those its endpoint is known for.</summary>
internal sealed class SchemaDrift(string endpoint)
{
    private readonly IReadOnlyDictionary<string, FieldSet> known = KnownFields.Of(endpoint);
    private readonly Dictionary<string, FieldCensus> places = [];

    /// <summary>The count of the objects at one place of the answer: empty for the answer itself, <c>[]</c> for the elements of a top-level array,
    /// <c>tickers[]</c> for those of an array inside. Null: its fields are no fixed set.</summary>
    public FieldCensus? At(string place)
    {
        if (places.TryGetValue(place, out var census))
            return census;
        return known.TryGetValue(place, out var fields) ? places[place] = new(place.Length == 0 ? "" : place + ".", fields) : null;
    }

    public IReadOnlyList<FieldDrift> Found => [.. places.Values.SelectMany(census => census.Found())];
}
