using System.Reflection;
using CryptoEtl.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CryptoEtl.LocalHost.FunctionsHost.Discovery;

/// <summary>Every function of some assemblies.</summary>
internal sealed class FunctionCatalog
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private FunctionCatalog(IReadOnlyList<LocalFunction> functions) => Functions = functions;

    public IReadOnlyList<LocalFunction> Functions { get; }

    public IEnumerable<LocalFunction> Of(FunctionKind kind) => Functions.Where(function => function.Kind == kind);

    /// <exception cref="BadInputException">Two functions share a name, or one cannot be called as it is declared.</exception>
    public static FunctionCatalog Discover(IEnumerable<Assembly> assemblies) => From(assemblies.SelectMany(assembly => assembly.GetTypes()));

    /// <exception cref="BadInputException">Two functions share a name, or one cannot be called as it is declared.</exception>
    public static FunctionCatalog From(IEnumerable<Type> types)
    {
        var found = from type in types
                    from method in type.GetMethods(Any)
                    let attribute = method.GetCustomAttribute<FunctionAttribute>()
                    where attribute is not null
                    select Describe(attribute.Name, method);

        var functions = found.ToList();
        var shared = functions.GroupBy(function => function.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return shared is null
            ? new FunctionCatalog(functions)
            : throw new BadInputException($"Two functions share a name, ignoring case: {string.Join(" and ", shared)}.");
    }

    private static LocalFunction Describe(string name, MethodInfo method)
    {
        var triggers = method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes<TriggerBindingAttribute>().Select(trigger => (Parameter: parameter, Trigger: trigger)))
            .ToList();
        if (triggers is not [var (parameter, trigger)])
            throw new BadInputException($"The function {name} ({method.DeclaringType?.FullName}.{method.Name}) has {triggers.Count} triggers; it needs exactly one.");

        var function = new LocalFunction(name, KindOf(trigger, name), method, parameter, trigger);
        ParameterRules.Check(function);
        return function;
    }

    private static FunctionKind KindOf(TriggerBindingAttribute trigger, string name) => trigger switch
    {
        OrchestrationTriggerAttribute => FunctionKind.Orchestrator,
        ActivityTriggerAttribute => FunctionKind.Activity,
        TimerTriggerAttribute => FunctionKind.Timer,
        HttpTriggerAttribute => FunctionKind.Http,
        _ => throw new BadInputException($"The function {name} has a {trigger.GetType().Name}, which this host does not know."),
    };
}
