namespace Microsoft.DurableTask.Tests;

public sealed class FailureTests
{
    [Fact]
    public void Details_name_the_type_the_message_and_the_cause()
    {
        var details = TaskFailureDetails.FromException(new InvalidOperationException("outer", new FormatException("inner")));

        Assert.Equal(("System.InvalidOperationException", "outer"), (details.ErrorType, details.ErrorMessage));
        Assert.Equal(("System.FormatException", "inner"), (details.InnerFailure!.ErrorType, details.InnerFailure.ErrorMessage));
        Assert.Equal("System.InvalidOperationException: outer", details.ToString());
    }

    [Theory]
    [InlineData(typeof(FileNotFoundException), true)]
    [InlineData(typeof(IOException), true)]
    [InlineData(typeof(Exception), true)]
    [InlineData(typeof(DirectoryNotFoundException), false)]
    [InlineData(typeof(CustomException), false)]
    public void A_failure_is_caused_by_its_type_and_the_bases_of_it(Type type, bool caused) =>
        Assert.Equal(caused, TaskFailureDetails.FromException(new FileNotFoundException("gone")).IsCausedBy(type));

    [Fact]
    public void Exceptions_of_the_app_itself_are_recognised() =>
        Assert.True(TaskFailureDetails.FromException(new CustomException()).IsCausedBy<CustomException>());

    [Fact]
    public void A_type_nobody_knows_causes_nothing() =>
        Assert.False(new TaskFailureDetails("Nowhere.Known", "message", null, null, null).IsCausedBy<Exception>());

    [Fact]
    public void A_failed_task_says_which_it_was_and_why()
    {
        var details = new TaskFailureDetails("System.Exception", "out of tokens", null, null, null);
        var failed = new TaskFailedException("Fetch", 4, details);

        Assert.Equal("Task 'Fetch' (#4) failed with an unhandled exception: out of tokens", failed.Message);
        Assert.Equal(("Fetch", 4), (failed.TaskName, failed.TaskId));
        Assert.Same(details, failed.FailureDetails);
        Assert.Null(failed.InnerException);
    }

    [Fact]
    public void A_failed_task_may_carry_the_exception_itself()
    {
        var failed = new TaskFailedException("Fetch", 4, new CustomException());

        Assert.IsType<CustomException>(failed.InnerException);
        Assert.True(failed.FailureDetails.IsCausedBy<CustomException>());
    }

    public sealed class CustomException : Exception;
}
