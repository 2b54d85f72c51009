using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Options;

namespace CryptoEtl.LocalHost.FunctionsHost.Invocation;

/// <summary>Payloads by the worker's serializer, as the Durable extension has them.</summary>
internal sealed class SerializerDataConverter(IOptions<WorkerOptions> options) : DataConverter
{
    private readonly ObjectSerializer _serializer = options.Value.Serializer!;

    public override string? Serialize(object? value) => value is null ? null : _serializer.Serialize(value, value.GetType()).ToString();

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : _serializer.Deserialize(BinaryData.FromString(data).ToStream(), targetType, CancellationToken.None);
}
