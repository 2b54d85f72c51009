using System.Diagnostics;
using System.Globalization;
using CryptoEtl.Core;
using CryptoEtl.Core.Live;
using CryptoEtl.Data.Lakehouse;

namespace CryptoEtl.Data.Tests.Lakehouse;

/// <summary>This assembly as a further process: appends batches to a lake's folder without end, and says what it has done.</summary>
internal static class LakeProcess
{
    public const string Word = "lake-writer";

    public static async Task<int> RunAsync(string folder, string first)
    {
        var table = new LakeTable(new FolderStorage(folder), LiveTables.AssetFeatures, TimeProvider.System);
        for (var minute = int.Parse(first, CultureInfo.InvariantCulture); ; minute++)
        {
            var batch = new BatchId("live", LakeTableTesting.Start.AddMinutes(minute));
            var part = await table.StageAsync(batch, "p", LakeTableTesting.Features(batch, "bitcoin", $"coin{minute % 7}"));
            Console.WriteLine($"staged {minute}");
            await table.CommitAsync(batch, [part]);
            Console.WriteLine($"committed {minute}");
        }
    }

    public static Process Start(string folder, int first) => Process.Start(new ProcessStartInfo(
        Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
        [typeof(LakeProcess).Assembly.Location, Word, folder, first.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
    })!;
}
