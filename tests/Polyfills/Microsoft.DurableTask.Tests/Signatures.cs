using System.Globalization;
using System.Reflection;

namespace Microsoft.DurableTask.Tests;

/// <summary>The public members of a type as text, so that a table can hold what they must be. The genuine packages may have more.</summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlySet<string> Of(Type type) => type.GetMembers(Declared).Select(Write).OfType<string>().ToHashSet();

    private static string? Write(MemberInfo member) => member switch
    {
        ConstructorInfo { IsPublic: true, IsStatic: false } made => $"new({Parameters(made)})",
        MethodInfo { IsSpecialName: false } method when method.IsPublic || method.IsFamily =>
            $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method)}({Parameters(method)})",
        MethodInfo { IsSpecialName: true, IsStatic: true, IsPublic: true } op => $"static {Name(op.ReturnType)} {op.Name}({Parameters(op)})",
        PropertyInfo property when property.GetAccessors(true).Any(accessor => accessor.IsPublic || accessor.IsFamily) =>
            $"{Name(property.PropertyType)} {property.Name} {{{Accessor(property.GetMethod, " get;")}{Accessor(property.SetMethod, Setter(property.SetMethod))} }}",
        FieldInfo { IsPublic: true, IsStatic: true } field => $"static {Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } && method.GetBaseDefinition() == method ? "virtual " : "";

    private static string Accessor(MethodInfo? accessor, string text) => accessor is { IsPublic: true } or { IsFamily: true } ? text : "";

    private static string Setter(MethodInfo? setter) => setter?.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static string Default(ParameterInfo parameter) => Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture) switch
    {
        null or "" => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        var text => text,
    };

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
