using System.Security.Cryptography;
using System.Text;
using CryptoEtl.Core;

namespace CryptoEtl.Data.Revisions.Explain;

/// <summary>The version of a table's definition: a hash of all that it says.</summary>
internal static class DefinitionHash
{
    public static string Of(TableDefinition table)
    {
        var text = new StringBuilder().Append(table.FullName).Append('\n').Append(table.Purpose).Append('\n').AppendJoin('|', table.Key).Append('\n');
        foreach (var column in table.Columns)
            text.Append(column.Name).Append('|').Append(column.Type).Append('|').Append(column.Meaning).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
