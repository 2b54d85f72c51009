namespace CryptoEtl.LocalHost.FunctionsHost.Discovery;

/// <summary>What makes a function run.</summary>
internal enum FunctionKind
{
    Orchestrator,
    Activity,
    Timer,
    Http,
}
