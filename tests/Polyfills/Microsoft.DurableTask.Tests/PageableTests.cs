namespace Microsoft.DurableTask.Tests;

public sealed class PageableTests
{
    [Fact]
    public async Task Pages_are_fetched_until_a_page_has_no_token()
    {
        List<string?> asked = [];
        var all = Pageable.Create<string>((token, _) =>
        {
            asked.Add(token);
            return Task.FromResult(token switch
            {
                null => new Page<string>(["a", "b"], "1"),
                "1" => new Page<string>([], "2"),
                _ => new Page<string>(["c"]),
            });
        });

        Assert.Equal(["a", "b", "c"], await ToListAsync(all));
        Assert.Equal([null, "1", "2"], asked);
    }

    [Fact]
    public async Task A_token_and_a_page_size_reach_the_function()
    {
        var all = Pageable.Create<string>((token, size, _) => Task.FromResult(new Page<string>([$"{token} {size}"])));

        List<Page<string>> pages = [];
        await foreach (var page in all.AsPages("here", 7)) pages.Add(page);

        Assert.Equal(["here 7"], Assert.Single(pages).Values);
    }

    [Fact]
    public async Task Cancellation_reaches_the_function()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var all = Pageable.Create<string>((_, cancellation) => Task.FromCanceled<Page<string>>(cancellation));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in all.WithCancellation(cancelled.Token)) Assert.Fail("Nothing should come.");
        });
    }

    private static async Task<List<string>> ToListAsync(AsyncPageable<string> all)
    {
        List<string> values = [];
        await foreach (var value in all) values.Add(value);
        return values;
    }
}
