using System.Net;
using CryptoEtl.LocalHost.FunctionsHost.Http;
using Microsoft.AspNetCore.Http;

namespace CryptoEtl.LocalHost.Tests.FunctionsHost;

public sealed class CallerTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("192.168.1.7", false)]
    [InlineData(null, true)]
    public void Only_this_machine_is_local(string? address, bool local)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal(local, Caller.IsLocal(http));
    }
}
