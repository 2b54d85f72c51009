namespace CryptoEtl.Simulator.Tests.Support;

/// <summary>Specifications, recorded answers and real market files, kept beside the project. Tests that need them skip without.</summary>
internal static class SharedFolder
{
    public static string Require(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine([folder.FullName, "shared", .. path]);
            if (Path.Exists(found))
                return found;
        }

        Skip.If(true, $"no folder above the tests holds shared/{string.Join('/', path)}");
        return "";
    }
}
