using System.Text.Json;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve.CoinGecko;

namespace CryptoEtl.Simulator.Serve.DefiLlama;

/// <summary>Parts the overview and the summary of a dimension share.</summary>
internal static class DimensionJson
{
    public static void WriteChart(Utf8JsonWriter json, ApiRequest request, DimensionChart chart, Action breakdown)
    {
        json.WriteStartArray("totalDataChart");
        foreach (var (day, value) in chart.Points.Where(_ => !request.Flag("excludeTotalDataChart")))
            json.WritePoint(LlamaJson.Seconds(day), value);
        json.WriteEndArray();
        json.WriteStartArray("totalDataChartBreakdown");
        if (!request.Flag("excludeTotalDataChartBreakdown"))
            breakdown();
        json.WriteEndArray();
    }

    /// <summary>In a row a figure that is not known has no key; over all rows it is null.</summary>
    public static void WriteTotals(Utf8JsonWriter json, DimensionChart chart, bool isRow)
    {
        var (day, week, month, year) = (chart.Total24H, chart.Total(7), chart.Total(30), chart.Total(365));
        var (weekBefore, monthBefore) = (chart.Total(7, back: 8), chart.Total(30, back: 31));
        Write("total24h", day);
        Write("total48hto24h", chart.Total48To24);
        Write("total7d", week);
        Write("total14dto7d", weekBefore);
        Write("total30d", month);
        Write("total60dto30d", monthBefore);
        Write("total1y", year);
        if (isRow)
            WriteAverages(json, chart, year);
        Write("total7DaysAgo", chart.Total7DaysAgo);
        Write("total30DaysAgo", chart.Total30DaysAgo);
        Write("totalAllTime", chart.AllTime);
        Write("change_1d", Percent(day, chart.Total48To24));
        Write("change_7d", Percent(day, chart.Total7DaysAgo));
        Write("change_1m", Percent(day, chart.Total30DaysAgo));
        Write("change_7dover7d", Percent(week, weekBefore));
        Write("change_30dover30d", Percent(month, monthBefore));

        void Write(string name, double? value)
        {
            if (isRow)
                json.WriteIfKnown(name, value);
            else
                json.WriteNumberOrNull(name, value);
        }
    }

    /// <summary>By chain, under internal names, and version.</summary>
    public static void WriteBreakdown24H(Utf8JsonWriter json, Dimension dimension, DimensionChart chart)
    {
        if (chart.Total24H is not { } total)
            return;

        json.WriteStartObject("breakdown24h");
        foreach (var chain in dimension.Chains)
        {
            json.WriteStartObject(chain.Slug);
            json.WriteNumber(dimension.Name, total * dimension.ShareOf(chain));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void WriteNames(Utf8JsonWriter json, Dimension dimension)
    {
        json.WriteString("defillamaId", dimension.Number);
        json.WriteString("name", dimension.Name);
        json.WriteString("displayName", dimension.Name);
        json.WriteString("module", dimension.Slug);
        json.WriteString("category", dimension.Category);
        json.WriteString("logo", $"https://icons.llama.fi/{Uri.EscapeDataString(dimension.Slug)}.jpg");
        json.WriteTexts("chains", dimension.Chains.Select(chain => chain.Name));
        json.WriteString("protocolType", "protocol");
        json.WriteBoolean("latestFetchIsOk", true);
        if (dimension.Parent is { } parent)
            json.WriteString("parentProtocol", $"parent#{parent}");
        json.WriteString("slug", dimension.Slug);
        json.WriteString("id", dimension.Number);
    }

    private static void WriteAverages(Utf8JsonWriter json, DimensionChart chart, double? year)
    {
        var days = Math.Min(365, chart.Count - 1);
        if (days < 1 || year is not { } total)
            return;

        json.WriteIfKnown("annualized1y", total / days * 365);
        json.WriteIfKnown("average1y", total / days);
        json.WriteIfKnown("monthlyAverage1y", total / days * 365 / 12);
    }

    private static double? Percent(double? now, double? then) =>
        now is { } known && LiveQuote.Percent(known, then) is { } percent ? Rounding.Decimals(percent, 2) : null;
}
