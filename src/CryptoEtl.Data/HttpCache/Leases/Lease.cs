using System.Text.Json;

namespace CryptoEtl.Data.HttpCache.Leases;

/// <summary>Who fetches a request just now, as others see it.</summary>
/// <param name="Token">Grows with every holder: what a later holder wrote, an earlier one must not overwrite.</param>
/// <param name="Holder">Host, process and a random part: no two leases share it.</param>
/// <param name="ExpiresAt">Real time. A holder that is silent until then is taken for dead.</param>
internal sealed record Lease(long Token, string Holder, DateTimeOffset ExpiresAt)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <returns>Null: unreadable, which is as good as free.</returns>
    public static Lease? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Lease>(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A lease this process took. It may have lost it since.</summary>
/// <param name="FollowsEntry">Its token is the next after the entry's: nobody can hang who holds one in between.</param>
internal sealed record HeldLease(string Hash, long Token, string Holder, bool FollowsEntry)
{
    /// <param name="current">The lease before, expired; null: there is none.</param>
    /// <param name="written">Token of the entry; 0: there is none.</param>
    public static HeldLease After(string hash, Lease? current, long written)
    {
        var token = Math.Max(current?.Token ?? 0, written) + 1;
        return new(hash, token, LeaseHolder.NewName(), token == written + 1);
    }
}

/// <summary>What came of an attempt to take a lease.</summary>
/// <param name="Held">Null: another holds it, or leases cannot be had at all.</param>
/// <param name="IsBusy">Another holds it: wait for what it brings.</param>
internal readonly record struct LeaseAttempt(HeldLease? Held, bool IsBusy)
{
    public static LeaseAttempt Busy => new(null, true);

    public static LeaseAttempt Unavailable => new(null, false);

    public static LeaseAttempt Taken(HeldLease held) => new(held, false);
}
