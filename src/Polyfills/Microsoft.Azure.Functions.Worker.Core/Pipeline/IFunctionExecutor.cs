namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Calls the function itself: the last step of the pipeline.</summary>
public interface IFunctionExecutor
{
    ValueTask ExecuteAsync(FunctionContext context);
}
