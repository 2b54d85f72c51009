using System.Reflection;
using Google.Api.Gax;

namespace Google.Cloud.Storage.V1.Tests;

/// <summary>Callers' tests derive from the abstract classes, so each member has to be virtual, and unimplemented at first.</summary>
public class ReplaceableTests
{
    [Theory]
    [InlineData(typeof(BareClient))]
    [InlineData(typeof(BarePages))]
    [InlineData(typeof(BareAsyncPages))]
    public void Every_member_can_be_replaced_and_is_not_implemented(Type bare)
    {
        object instance = Activator.CreateInstance(bare, nonPublic: true)!;
        MethodInfo[] members = [.. bare.BaseType!.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)];
        Assert.NotEmpty(members);
        Assert.All(members, member =>
        {
            Assert.True(member.IsVirtual && !member.IsFinal, member.ToString());
            object?[] arguments = [.. member.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)];
            Assert.IsType<NotImplementedException>(Assert.Throws<TargetInvocationException>(() => member.Invoke(instance, arguments)).InnerException);
        });
    }

    private sealed class BareClient : StorageClient;

    private sealed class BarePages : PagedEnumerable<string, int>;

    private sealed class BareAsyncPages : PagedAsyncEnumerable<string, int>;
}
