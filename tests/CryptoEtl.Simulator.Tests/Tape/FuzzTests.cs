using System.Text;
using CryptoEtl.Core;
using CryptoEtl.Simulator.Prices;
using CryptoEtl.Simulator.Serve;
using CryptoEtl.Simulator.Serve.CoinGecko;
using CryptoEtl.Simulator.Serve.DefiLlama;
using CryptoEtl.Simulator.Tape;
using CryptoEtl.Simulator.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CryptoEtl.Simulator.Tests.Tape;

public sealed class FuzzTests
{
    private static readonly string[] FileNames = [.. SmallTape.Files.Keys.Order(StringComparer.Ordinal)];

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("0179-.,\"\n\reE|:{}[]axN \0\u00e9");

    private static readonly DateTimeOffset Noon = Moments.At("2024-03-05T12:00");

    [Fact]
    public void A_tape_with_a_few_wrong_bytes_is_served_or_refused_with_a_file_named()
    {
        var damage = Gen.Choose(0, FileNames.Length - 1).SelectMany(
            _ => Gen.Choose(0, 2_000).Zip(Gen.Choose(0, Bytes.Length - 1)).ArrayOf(3), (file, edits) => (File: file, Edits: edits));

        Prop.ForAll(damage.ToArbitrary(), one => Try(FileNames[one.File], one.Edits)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Try(string file, (int Place, int Byte)[] edits)
    {
        using var tape = new SmallTape();
        var bytes = File.ReadAllBytes(tape.PathOf(file));
        foreach (var (place, index) in edits)
            bytes[place % bytes.Length] = Bytes[index];
        File.WriteAllBytes(tape.PathOf(file), bytes);

        try
        {
            MarketTape.Load(tape.Path);
            Serve(new MarketSnapshot(MarketTape.Load(tape.Path, Noon), Noon));
        }
        catch (BadInputException refusal)
        {
            // An id changed in one file may be missed in another, so it need not be the damaged file.
            Assert.Matches(@"^[a-z_]+\.(csv|json):\d+: field '[^']*' has value '", refusal.Message);
        }
    }

    // What was read, however odd, can be served.
    private static void Serve(MarketSnapshot market)
    {
        var query = new QueryCollection(QueryHelpers.ParseQuery(
            "vs_currency=usd&days=max&sparkline=true&price_change_percentage=24h&interval=daily&from=2024-02-01&to=2024-03-09"));
        var request = new ApiRequest([], query, new HeaderDictionary());

        Assert.Equal(200, MarketsAnswer.Make(request, market).Status);
        Assert.Equal(200, ProtocolsAnswer.Make(market).Status);
        Assert.Equal(200, LunarCrushStatus(request, market));
        foreach (var asset in market.Tape.Assets)
        {
            Assert.Equal(200, MarketChartAnswer.LastDays(request, market.Find(asset.Id)!, market).Status);
            Assert.Equal(200, OhlcAnswer.Range(request, market.Find(asset.Id)!, market).Status);
        }
    }

    private static int LunarCrushStatus(ApiRequest request, MarketSnapshot market) =>
        CryptoEtl.Simulator.Serve.LunarCrush.CoinsListAnswer.Make(request, market).Status;
}
