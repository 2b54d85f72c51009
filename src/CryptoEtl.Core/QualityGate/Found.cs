namespace CryptoEtl.Core.QualityGate;

/// <summary>Collects what one rule finds.</summary>
/// <param name="known">Rows before the batch's own: they are not judged.</param>
internal sealed class Found(string rule, int known = 0)
{
    public List<Finding> All { get; } = [];

    public void Add(int row, string field, object? value, string reason, int? first = null) =>
        All.Add(new(rule, row - known, field, RowRules.Text(value), reason) { FirstRow = first });
}
