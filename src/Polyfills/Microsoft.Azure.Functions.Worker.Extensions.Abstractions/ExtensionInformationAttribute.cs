namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Names the host extension a worker extension needs.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class ExtensionInformationAttribute(string extensionPackage, string extensionVersion, bool enableImplicitRegistration) : Attribute
{
    public ExtensionInformationAttribute(string extensionPackage, string extensionVersion) : this(extensionPackage, extensionVersion, false)
    {
    }

    public string ExtensionPackage { get; } = extensionPackage;

    public string ExtensionVersion { get; } = extensionVersion;

    public bool EnableImplicitRegistration { get; } = enableImplicitRegistration;
}
