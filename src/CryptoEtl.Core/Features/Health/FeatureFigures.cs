namespace CryptoEtl.Core.Features.Health;

/// <summary>What the values of one feature look like on one day. Of a market's feature there is one row.</summary>
/// <param name="Day">Day number.</param>
/// <param name="Rows">Of members of the universe.</param>
/// <param name="Nulls">Nulls among them.</param>
/// <param name="DueRows">Members that have bars for longer than the feature looks back: null is not expected of them.</param>
/// <param name="DueNulls">Nulls among these.</param>
/// <param name="AllRows">Of members and others.</param>
/// <param name="AllNulls">Nulls among these.</param>
/// <param name="Mean">Of members' values; NaN: there is none.</param>
/// <param name="Std">Sample deviation; NaN: fewer than two values.</param>
/// <param name="P05">Quantile of type 7; NaN: there is no value.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">Quantile.</param>
public sealed record FeatureFigures(
    int Day, Feature Feature, int Rows, int Nulls, int DueRows, int DueNulls, int AllRows, int AllNulls, double Mean, double Std, double P05, double P50, double P95)
{
    public int Values => Rows - Nulls;

    public int DueValues => DueRows - DueNulls;

    /// <summary>NaN without rows.</summary>
    public double NullShare => Rows == 0 ? double.NaN : (double)Nulls / Rows;

    /// <summary>NaN without rows that are due.</summary>
    public double DueNullShare => DueRows == 0 ? double.NaN : (double)DueNulls / DueRows;

    /// <summary>Between p05 and p95.</summary>
    public double Spread => P95 - P05;
}

/// <summary>The figures of a feature and day, and how they compare with the accepted days before.</summary>
/// <param name="NullShareBefore">Median of <see cref="FeatureFigures.DueNullShare"/>; NaN: not judged.</param>
/// <param name="MedianBefore">Median of p50; NaN: not judged.</param>
/// <param name="SpreadBefore">Median of p95 - p05; NaN: not judged.</param>
/// <param name="Drift">Mean distance of p05, p50 and p95 from their medians, in <paramref name="SpreadBefore"/>; NaN: not judged, or the feature was constant.</param>
/// <param name="Reason">What jumped; null: nothing.</param>
public sealed record FeatureHealth(FeatureFigures Now, double NullShareBefore, double MedianBefore, double SpreadBefore, double Drift, string? Reason)
{
    public bool IsJump => Reason is not null;
}
