using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>A function as its method declares it.</summary>
internal sealed class LocalFunctionDefinition(string name, MethodInfo method) : FunctionDefinition
{
    public ParameterInfo[] MethodParameters { get; } = method.GetParameters();

    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly { get; } = method.Module.Assembly.Location;

    public override string EntryPoint { get; } = $"{method.DeclaringType?.FullName}.{method.Name}";

    public override string Id => Name;

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
        method.GetParameters().Select(Describe).OfType<BindingMetadata>().ToImmutableDictionary(binding => binding.Name);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; } =
        method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
            ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new LocalBinding("$return", "http", BindingDirection.Out))
            : ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>The type of a binding is its attribute's name in camel case: <c>timerTrigger</c>, <c>durableClient</c>.</summary>
    private static LocalBinding? Describe(ParameterInfo parameter)
    {
        if (parameter.GetCustomAttribute<BindingAttribute>() is not { } binding) return null;

        var type = binding.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
        return new LocalBinding(parameter.Name!, char.ToLowerInvariant(type[0]) + type[1..], BindingDirection.In);
    }

    private sealed class LocalBinding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
