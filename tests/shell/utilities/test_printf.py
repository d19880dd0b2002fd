"""printf compared with bash's printf."""

from runtime_py.shell.support.printf_format import Formatter


def _f(pattern: str, *args: str) -> str:
    formatter = Formatter(pattern, list(args))
    text = formatter.run()
    return text if len(formatter.problems) == 0 else text + '|' + formatter.problems[0]


def test_numbers():
    assert _f('%d %5d|%-5d|%05d|%+d|% d', '1', '2', '3', '4', '5', '6') == '1     2|3    |00004|+5| 6'
    assert _f('%x %X %o %#x %u', '255', '255', '8', '255', '-1') == 'ff FF 10 0xff 18446744073709551615'
    assert _f('%d', '0x1f') == '31'
    assert _f('%d', '010') == '8'
    assert _f('%d', "'A") == '65'
    assert _f('%d', 'x') == "0|'x': expected a numeric value"
    assert _f('%d', '3x') == "3|'3x': value not completely converted"
    assert _f('%.3d', '5') == '005'
    assert _f('%*d', '4', '7') == '   7'
    assert _f('%x', '-1') == 'ffffffffffffffff'


def test_floats():
    assert _f('%f', '1.5') == '1.500000'
    assert _f('%8.2f|', '3.14159') == '    3.14|'
    assert _f('%e', '12345.678') == '1.234568e+04'
    assert _f('%g %g %g %g', '0.0001', '0.00001', '1e10', '100000') == '0.0001 1e-05 1e+10 100000'
    assert _f('%G', '1e-10') == '1E-10'
    assert _f('%.0f', '7.6') == '8'
    assert _f('%f', 'inf') == 'inf'


def test_strings():
    assert _f('%s-%s\\n', 'a', 'b', 'c') == 'a-b\nc-\n'
    assert _f('%5s|%-5s|%.2s', 'ab', 'cd', 'efgh') == '   ab|cd   |ef'
    assert _f('%c%c', 'hello', 'world') == 'hw'
    assert _f('%b', 'a\\tb\\0101\\cX') == 'a\tbA'
    assert _f('%q', "it's") == "'it'\\''s'"
    assert _f('100%%\\x41\\101\\u00e9') == '100%AA\u00e9'
    assert _f('%z') == '|%z: invalid directive'
    assert _f('plain', 'unused') == 'plain'
