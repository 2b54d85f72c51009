using System.Text;

namespace CryptoEtl.Core.Tests.Docs;

public sealed class TablePagesTests
{
    public static TheoryData<string> TableNames => [.. Tables.All.Select(table => table.FullName)];

    [Theory, MemberData(nameof(TableNames))]
    public void A_table_and_its_page_say_the_same(string table) => GeneratedPage.Check($"tables/{table}.md", Page(Tables.Named(table)));

    [Fact]
    public void Every_page_has_its_table() =>
        Assert.Equal(Tables.All.Select(table => $"{table.FullName}.md").Order(StringComparer.Ordinal), GeneratedPage.In("tables").Order(StringComparer.Ordinal));

    private static string Page(TableDefinition table)
    {
        var page = new StringBuilder()
            .Append($"# {table.FullName}\n\n{table.Purpose}\n\n")
            .Append($"* Folder: `{table.Folder}`, a Delta table, partitioned by `{table.PartitionColumn}`\n")
            .Append($"* Key: {string.Join(", ", table.Key.Select(column => $"`{column}`"))}\n\n")
            .Append("| Column | Type | Meaning |\n| --- | --- | --- |\n");
        foreach (var column in table.Columns)
            page.Append($"| `{column.Name}` | {column.Type.ToString().ToLowerInvariant()} | {column.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return page.Append("\nEvery column may be null; null means that the source gave no figure, never zero.\n").ToString();
    }
}
