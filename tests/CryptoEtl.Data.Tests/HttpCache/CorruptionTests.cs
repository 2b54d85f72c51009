using System.Text;
using CryptoEtl.Data.HttpCache;
using FsCheck;
using FsCheck.Fluent;

namespace CryptoEtl.Data.Tests.HttpCache;

/// <summary>Whatever happens to the files, a caller gets the right bytes or a new answer.</summary>
public sealed class CorruptionTests : IDisposable
{
    private readonly CacheRig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory, InlineData("bodies"), InlineData("entries")]
    public async Task A_bit_flipped_anywhere_never_reaches_a_caller(string part)
    {
        var cache = rig.Open();
        rig.Source.Body = _ => Encoding.UTF8.GetBytes("{\"coins\":[\"bitcoin\",\"ethereum\",\"bitcoin cash\"]}");
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var file = Assert.Single(rig.Files(part));
        var whole = await File.ReadAllBytesAsync(file);
        for (var at = 0; at < whole.Length; at++)
        {
            var broken = whole.ToArray();
            broken[at] ^= (byte)(1 << (at % 8));
            await File.WriteAllBytesAsync(file, broken);
            var answer = await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
            Assert.Equal("{\"coins\":[\"bitcoin\",\"ethereum\",\"bitcoin cash\"]}", await CacheRig.TextAsync(cache, answer));
        }

        // In an entry every bit counts; in a gzip file a few of its header do not.
        var found = cache.Counters.Snapshot().Corrupt;
        Assert.InRange(found, part == "entries" ? whole.Length : whole.Length - 10, whole.Length);
        Assert.Equal(rig.Source.Asked - 1, found);
    }

    [Theory, InlineData("bodies"), InlineData("entries")]
    public async Task A_file_cut_short_anywhere_is_noticed(string part)
    {
        var cache = rig.Open();
        rig.Source.Body = _ => "{\"answer\":1}"u8.ToArray();
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        var file = Assert.Single(rig.Files(part));
        var whole = await File.ReadAllBytesAsync(file);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            Assert.Equal("{\"answer\":1}", await CacheRig.TextAsync(cache, await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)));
        }

        // The last ten bytes of a gzip file end its block and repeat length and checksum: the data is all there without them.
        Assert.InRange(cache.Counters.Snapshot().Corrupt, part == "entries" ? whole.Length : whole.Length - 10, whole.Length);
    }

    [Fact]
    public async Task A_body_without_an_entry_and_an_entry_without_a_body_are_misses()
    {
        var cache = rig.Open();
        await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync);
        File.Delete(Assert.Single(rig.Files("entries")));
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        foreach (var body in rig.Files("bodies"))
            File.Delete(body);
        Assert.Null(await cache.FindAsync(CacheRig.Ask()));
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(), rig.Source.FetchAsync)).Outcome);
        Assert.Equal(0, cache.Counters.Snapshot().Corrupt);
    }

    [Fact]
    public async Task An_entry_under_another_requests_name_is_not_believed()
    {
        var cache = rig.Open();
        await cache.GetAsync(CacheRig.Ask(path: "one"), rig.Source.FetchAsync);
        var other = CacheRig.Key("two").Hash;
        var stray = Path.Combine(rig.Folder, "entries", other[..2], $"{other}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        File.Copy(Assert.Single(rig.Files("entries")), stray);
        Assert.Equal(CacheOutcome.Fetched, (await cache.GetAsync(CacheRig.Ask(path: "two"), rig.Source.FetchAsync)).Outcome);
    }

    [Fact]
    public void An_entry_is_read_as_it_was_written() => Prop.ForAll<NonEmptyString, PositiveInt, NonEmptyArray<PositiveInt>>((path, token, ages) =>
    {
        var key = CacheRig.Key(Uri.EscapeDataString(path.Get));
        EntryDocument? document = null;
        foreach (var age in ages.Get)
            document = EntryDocument.With(document, key, Entry(age.Get), token.Get, most: 4);
        var read = EntryDocument.Parse(document!.ToBytes())!;
        var expected = ages.Get.Select(age => age.Get).Distinct().Order().Take(4).Select(age => CacheRig.Start.AddMinutes(-age));
        return read.Key == key && read.Token == token.Get && read.Generations.Select(entry => entry.ReceivedAt).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Theory, InlineData("../../../../etc/passwd"), InlineData(""), InlineData("ABCDEF")]
    public void An_entry_whose_hash_would_lead_elsewhere_is_broken(string sha256)
    {
        var document = new EntryDocument(CacheRig.Key(), 1, [Entry(1) with { Sha256 = sha256 }]);
        Assert.Null(EntryDocument.Parse(document.ToBytes()));
    }

    private static CacheEntry Entry(int age) =>
        new(200, CacheRig.Start.AddMinutes(-age), new string('a', 64), 1, 1, null, new Dictionary<string, string> { ["total"] = "1" });
}
