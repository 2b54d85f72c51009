namespace Google.Cloud.Storage.V1;

/// <summary>Conditions that contradict each other.</summary>
internal static class Conditions
{
    internal static void Check(long? generationMatch, long? generationNotMatch, long? metagenerationMatch, long? metagenerationNotMatch)
    {
        CheckPair(generationMatch, generationNotMatch, "generation");
        CheckPair(metagenerationMatch, metagenerationNotMatch, "metageneration");
    }

    private static void CheckPair(long? match, long? notMatch, string what)
    {
        if (match is not null && notMatch is not null)
        {
            throw new ArgumentException($"A {what} cannot be wanted and unwanted in one request.", "options");
        }
    }
}
