using System;
using System.Globalization;
using Adam.Configs;
using Xunit;

namespace Adam.Tests.Configs;

/// <summary>Numbers have the text that Python 3 gives them. The expected texts come from its repr.</summary>
public sealed class PythonNumberTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1.0, "-1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(9.999e-05, "9.999e-05")]
    [InlineData(1e-05, "1e-05")]
    [InlineData(1e-07, "1e-07")]
    [InlineData(0.0010000000474974513, "0.0010000000474974513")]
    [InlineData(1000000000000000.0, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e+16, "1e+16")]
    [InlineData(1.5e+16, "1.5e+16")]
    [InlineData(1.2345678901234568e+16, "1.2345678901234568e+16")]
    [InlineData(1.2345678901234568e+17, "1.2345678901234568e+17")]
    [InlineData(2.5, "2.5")]
    [InlineData(1e+22, "1e+22")]
    [InlineData(1e+23, "1e+23")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.5e-323, "1.5e-323")]
    [InlineData(1.7976931348623157e+308, "1.7976931348623157e+308")]
    [InlineData(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [InlineData(3.4028234663852886e+38, "3.4028234663852886e+38")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(100.0, "100.0")]
    [InlineData(1234.5, "1234.5")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(4503599627370495.5, "4503599627370495.5")]
    [InlineData(5.684341886080802e-14, "5.684341886080802e-14")]
    public void Fraction_HasPythonsText(double value, string expected) => Assert.Equal(expected, PythonNumber.Text(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(10, "10")]
    [InlineData(-3, "-3")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(1e16, "1e+16")]
    [InlineData(2.5, "2.5")]
    public void WholeNumber_HasNoPoint_WhileItIsExact(double value, string expected) =>
        Assert.Equal(expected, ConfigNumber.Whole(value).ToString());

    [Fact]
    public void EveryText_ReadsBackAsTheSameNumber()
    {
        var random = new Random(17);
        for (int i = 0; i < 100_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                string text = PythonNumber.Text(value);
                Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
                Assert.Contains(text, c => c is '.' or 'e');
            }
        }
    }
}
