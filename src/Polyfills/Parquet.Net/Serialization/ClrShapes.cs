namespace Parquet.Serialization;

/// <summary>Which CLR types stand for lists, maps and structs.</summary>
internal static class ClrShapes
{
    /// <summary>Element type of a list: an array, <see cref="List{T}"/>, or an interface of it. Null for other types.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsSZArray) return type.GetElementType();
        if (!type.IsGenericType || type.GetGenericArguments() is not [var element]) return null;
        return element.IsByRefLike || !type.IsAssignableFrom(typeof(List<>).MakeGenericType(element)) ? null : element;
    }

    /// <summary>The dictionary that can be assigned to <paramref name="type"/>. Null for types that are no map.</summary>
    public static Type? MapOf(Type type)
    {
        if (!type.IsGenericType || type.GetGenericArguments() is not [var key, var value]) return null;
        Type definition = type.GetGenericTypeDefinition();
        bool isMap = definition == typeof(Dictionary<,>) || definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>);
        return isMap ? typeof(Dictionary<,>).MakeGenericType(key, value) : null;
    }

    public static bool IsObject(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsArray: false } && type != typeof(string) && type != typeof(object) && type.GetConstructor(Type.EmptyTypes) is not null;
}
