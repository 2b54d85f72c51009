namespace Google.Api.Gax;

/// <summary>What a client builder does about the environment variable that names an emulator.</summary>
public enum EmulatorDetection
{
    /// <summary>The variable is ignored.</summary>
    None = 0,

    /// <summary>Production; building fails when the variable is set.</summary>
    ProductionOnly = 1,

    /// <summary>The emulator; building fails when the variable is not set.</summary>
    EmulatorOnly = 2,

    /// <summary>The emulator when the variable is set, otherwise production.</summary>
    EmulatorOrProduction = 3,
}
