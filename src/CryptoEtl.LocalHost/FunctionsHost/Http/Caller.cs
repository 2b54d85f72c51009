using System.Net;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.LocalHost.FunctionsHost.Http;

/// <summary>Who calls. There are no keys here: being on this machine is what a key is in the cloud.</summary>
internal static class Caller
{
    /// <summary>Also true inside one process, where there is no address.</summary>
    public static bool IsLocal(HttpContext http) => http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}
