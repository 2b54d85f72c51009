using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>One invocation in this host.</summary>
internal sealed class LocalFunctionContext(
    FunctionDefinition definition, ITriggerValues trigger, IServiceProvider services, (int Count, int Max) retry, CancellationToken cancellation)
    : FunctionContext
{
    public ITriggerValues Trigger { get; } = trigger;

    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => definition.Id;

    public override TraceContext TraceContext { get; } = new LocalTraceContext(Activity.Current);

    public override BindingContext BindingContext { get; } = new LocalBindingContext(trigger.BindingData);

    public override RetryContext RetryContext { get; } = new LocalRetryContext(retry.Count, retry.Max);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features { get; } = new InvocationFeatures();

    public override CancellationToken CancellationToken => cancellation;
}
