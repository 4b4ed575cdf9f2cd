using System;
using System.Text.Json;

namespace Adam.Configs;

/// <summary>An object of a document as the original serialises it: module, class_name, config, registered_name (S8.14, S9.3).</summary>
/// <param name="Module">Where the original finds the class; null where it is registered.</param>
/// <param name="ClassName">The class.</param>
/// <param name="Arguments">What its constructor takes.</param>
internal readonly record struct ConfigObject(string? Module, string ClassName, ConfigReader Arguments)
{
    public static void Write(Utf8JsonWriter json, string? module, string className, string? registeredName, Action<Utf8JsonWriter> writeArguments)
    {
        json.WriteStartObject();
        json.WriteString("module", module);
        json.WriteString("class_name", className);
        json.WriteStartObject("config");
        writeArguments(json);
        json.WriteEndObject();
        json.WriteString("registered_name", registeredName);
        json.WriteEndObject();
    }

    /// <summary>Whether a root is such an object, and not the arguments alone.</summary>
    public static bool IsRootOf(ConfigReader root) => root.Contains("class_name") || root.Contains("config");

    /// <summary>Reads the object; the short form of class_name and config is accepted.</summary>
    /// <exception cref="ArgumentException">The class or its arguments are missing, or there is another key.</exception>
    public static ConfigObject Read(ConfigReader json, string expected)
    {
        string? module = json.Text("module");
        _ = json.Text("registered_name");
        string className = json.Text("class_name")
            ?? throw new ArgumentException($"`{json.Path("class_name")}` is missing; it must be {expected}.");
        ConfigReader arguments = json.Nested("config");
        json.Finish();
        return new ConfigObject(module, className, arguments);
    }
}
