#nullable enable
using System;
using static System.Math;
using Alias = System.Collections.Generic.Dictionary<string, int[]>;
namespace Forms;

[Obsolete("x", false)]
public abstract record Shape(double Side = 1.0) { public required string Name { get; init; } }

public interface IRun<in T, out R> where T : class, new() { R Run(ref T item, params int[] rest); event EventHandler? Done; }

public sealed partial class Runner<T> : IDisposable where T : struct
{
    private readonly Alias _table = new() { ["a"] = new[] { 1, 0x2, 0b11 } };
    public int this[int index] => _table.Count + index;
    public static Runner<T> operator +(Runner<T> a, Runner<T> b) => a;
    public async IAsyncEnumerable<string> Read(object? input)
    {
        await foreach (var (key, value) in Pairs()) yield return $"{key,-5:N2} {{x}} {value switch { > 1 and < 9 => "low", null or not 3 => "none", _ => @"c:\temp" }}";
        if (input is Shape { Side: >= 2, Name.Length: var length } shape && length > 0) goto done;
        lock (this) { checked { unsafe { int* p = null; } } }
        var query = from x in Enumerable.Range(1, 3) where x > 1 orderby x descending select new { x, y = Sqrt(x) };
        Func<int, int> twice = static n => n * 2;
        string raw = """a "raw" text""";
    done:
        try { throw new Exception(raw); } catch (Exception e) when (e.Message is not null) { } finally { Dispose(); }
    }
    public void Broken( { }
}
