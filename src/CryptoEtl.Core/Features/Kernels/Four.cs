using Doubles = System.Runtime.Intrinsics.Vector512<double>;
using V = System.Runtime.Intrinsics.Vector512;

namespace CryptoEtl.Core.Features.Kernels;

/// <summary>Four vectors: results of 32 neighbouring windows.</summary>
internal readonly record struct Four(Doubles A, Doubles B, Doubles C, Doubles D)
{
    public const int Parts = 4;

    public Doubles this[int part] => part switch { 0 => A, 1 => B, 2 => C, _ => D };

    public static Four Of(double value) => new(V.Create(value), V.Create(value), V.Create(value), V.Create(value));

    public static Four Load(double[] x, int at) => new(V.LoadUnsafe(ref x[at]), V.LoadUnsafe(ref x[at + 8]), V.LoadUnsafe(ref x[at + 16]), V.LoadUnsafe(ref x[at + 24]));

    public static Four operator /(in Four left, in Four right) => new(left.A / right.A, left.B / right.B, left.C / right.C, left.D / right.D);

    public void Store(double[] x, int at)
    {
        V.StoreUnsafe(A, ref x[at]);
        V.StoreUnsafe(B, ref x[at + 8]);
        V.StoreUnsafe(C, ref x[at + 16]);
        V.StoreUnsafe(D, ref x[at + 24]);
    }
}
