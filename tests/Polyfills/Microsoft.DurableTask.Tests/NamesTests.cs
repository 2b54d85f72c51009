namespace Microsoft.DurableTask.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Names_compare_ignoring_case()
    {
        TaskName one = "Fetch", other = "FETCH";

        Assert.True(one == other);
        Assert.False(one != other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.False(one.Equals(new TaskName("Other")));
    }

    [Fact]
    public void A_name_is_its_text()
    {
        var name = new TaskName("Fetch");

        Assert.Equal(("Fetch", "Fetch", "Fetch"), (name.Name, name.ToString(), (string)name));
        Assert.Equal(default, (TaskName)"");
    }

    [Fact]
    public void Versions_compare_ignoring_case_and_may_not_be_blank()
    {
        Assert.Equal(new TaskVersion("V1"), new TaskVersion("v1"));
        Assert.Throws<ArgumentException>(() => new TaskVersion("  "));
    }
}
