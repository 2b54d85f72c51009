using System.Threading.Channels;

namespace CryptoEtl.Data.RateBudget.Lane;

/// <summary>Wakes the one who waits, or the next one who will: a wake-up is never lost, several are one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> channel =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => channel.Writer.TryWrite(true);

    public async ValueTask WaitAsync() => await channel.Reader.ReadAsync();
}
