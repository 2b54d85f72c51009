using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CryptoEtl.LocalHost.Tests")]
