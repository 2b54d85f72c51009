using System.Text;

namespace CryptoEtl.Data.Sources.Drift;

/// <summary>How often one field was seen in the rows of an answer.</summary>
/// <param name="isExpected">Null: nobody knows the field.</param>
internal sealed class FieldCount(string name, bool? isExpected, string? example = null)
{
    public string Name => name;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The first value of a field that nobody knows.</summary>
    public string? Example => example;

    public bool IsUnknown => isExpected is null;

    public bool IsMissing => isExpected == true && Seen == 0;

    public int Seen { get; set; }

    /// <summary>The field that came after this one the last time: the rows of an answer have their fields in one order.</summary>
    public int Next { get; set; }
}
