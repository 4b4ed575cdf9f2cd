using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Adam.Tests.Documents;
using Xunit;

namespace Adam.Tests.House;

/// <summary>
/// The rooms of a house are its namespaces: no two refer to each other, be it by way of others. What a user touches, the namespace Adam
/// itself, is the face of all rooms and belongs to none.
/// </summary>
public sealed partial class RoomTests
{
    [Theory]
    [InlineData("Adam.Runtime", "Adam")]
    [InlineData("Adam.Generator", "Adam.Generator")]
    [InlineData("Adam.Keras", "Adam.Keras")]
    public void NoRoomsReferToEachOtherInACircle(string project, string face)
    {
        Dictionary<string, SortedSet<string>> rooms = Rooms(project, face);
        Assert.True(rooms.Count > 2, $"{rooms.Count} rooms are read.");
        Assert.True(rooms.Values.Sum(others => others.Count) > 2, "Few references are read.");
        Assert.Empty(Circle(rooms));
    }

    [Fact]
    public void ACircle_IsFound()
    {
        Dictionary<string, SortedSet<string>> rooms = new() { ["A"] = ["B", "D"], ["B"] = ["C"], ["C"] = ["A"], ["D"] = [] };
        Assert.Equal(["A", "B", "C", "A"], Circle(rooms));
        rooms["C"].Clear();
        Assert.Empty(Circle(rooms));
    }

    /// <summary>A file is found by the name of what it holds; two hold families of small operations.</summary>
    [Theory]
    [InlineData("Adam.Runtime")]
    [InlineData("Adam.Generator")]
    public void EveryFileHoldsAType_OfItsName(string project)
    {
        string[] strangers = [.. Sources(project)
            .Where(path => !Regex.IsMatch(Code(path), $@"\b(class|struct|record|enum|interface|delegate \w+)( struct| class)? {Regex.Escape(Path.GetFileName(path).Split('.')[0])}\b")
                && Path.GetFileName(path) is not ("ElementOperations.cs" or "Squares.cs" or "AssemblyInfo.cs"))];
        Assert.Empty(strangers);
    }

    /// <summary>For each room the rooms that its files name, in usings or in full.</summary>
    private static Dictionary<string, SortedSet<string>> Rooms(string project, string face)
    {
        var rooms = new Dictionary<string, SortedSet<string>>();
        foreach (string code in Sources(project).Select(Code))
        {
            string room = RoomOf(NamespaceLine().Match(code).Groups["name"].Value, face);
            if (room.Length == 0)
            {
                continue;
            }

            if (!rooms.TryGetValue(room, out SortedSet<string>? others))
            {
                rooms.Add(room, others = []);
            }

            foreach (Match name in Regex.Matches(code, $@"\b{Regex.Escape(face)}(\.[A-Z][A-Za-z0-9]*)+"))
            {
                string other = RoomOf(name.Value, face);
                if (other.Length > 0 && other != room)
                {
                    others.Add(other);
                }
            }
        }

        // Names in full of types of the face look like rooms, and are none.
        foreach (SortedSet<string> others in rooms.Values)
        {
            others.RemoveWhere(other => !rooms.ContainsKey(other));
        }

        return rooms;
    }

    private static string RoomOf(string name, string face) =>
        name.StartsWith(face + ".", StringComparison.Ordinal) ? name[(face.Length + 1)..].Split('.')[0] : "";

    private static string[] Circle(Dictionary<string, SortedSet<string>> rooms)
    {
        var done = new HashSet<string>();
        var way = new List<string>();
        string[] Visit(string room)
        {
            if (way.Contains(room))
            {
                return [.. way[way.IndexOf(room)..], room];
            }

            if (!done.Add(room))
            {
                return [];
            }

            way.Add(room);
            foreach (string other in rooms[room])
            {
                if (Visit(other) is { Length: > 0 } circle)
                {
                    return circle;
                }
            }

            way.Remove(room);
            return [];
        }

        return rooms.Keys.Order(StringComparer.Ordinal).Select(Visit).FirstOrDefault(circle => circle.Length > 0) ?? [];
    }

    private static IEnumerable<string> Sources(string project) =>
        new[] { project, "Shared" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Code(string path) => Comments().Replace(File.ReadAllText(path), "");

    [GeneratedRegex("//.*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"^namespace (?<name>[A-Za-z.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamespaceLine();
}
