"""awk compared with mawk's output (awk_facts.py), and with POSIX where that version of mawk differs: integers beyond
2**31, the fields of paragraphs, substr that begins before the text, and division by zero."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.shell.utilities.awk.records import RecordReader
from tests.shell.machine_support import Box
from tests.shell.process_support import Machines
from tests.shell.utilities.awk_facts import FACTS, FILES


def _box() -> Box:
    box = Box()
    for name, text in FILES:
        box.write('/home/user/' + name, text)
    return box


async def test_what_mawk_prints():
    wrong = []
    for script, out, status in FACTS:
        found = await _box().sh(script)
        if found.out != out or found.status != status:
            wrong.append(f'{script}\n{found.out}{found.err}[{found.status}] expected\n{out}[{status}]')
    assert '\n\n'.join(wrong) == ''


async def _out(program: str, stdin: str = '', options: str = '') -> str:
    box = _box()
    box.write('/home/user/program', program)
    return await box.out(f'awk {options} -f program', stdin)


async def test_numbers():
    assert (
        await _out('BEGIN { print 100000 * 100000, 2 ^ 53, 1e15, 2 ^ 31 }')
        == '10000000000 9007199254740992 1000000000000000 2147483648\n'
    )
    assert (
        await _out('BEGIN { printf "%d %x %o %u\\n", 2 ^ 40, 2 ^ 32 + 255, 8, 7 }') == '1099511627776 1000000ff 10 7\n'
    )
    assert await _out('BEGIN { printf "%x %d %i\\n", -1, -7.9, "12abc" }') == 'ffffffffffffffff -7 12\n'
    assert (
        await _out('BEGIN { printf "%.0f %.0f %.0f %.1f %.2f %.1e\\n", 0.5, 1.5, 2.5, 2.25, 1.005, 1.25 }')
        == '0 2 2 2.2 1.00 1.2e+00\n'
    )
    assert await _out('BEGIN { print 1 / 0 }') == 'awk: line 1: division by zero\n[2]'
    assert await _out('BEGIN { a = 3; a **= 2; print a, 2 ** 3 ** 0, -2 ^ 2, 2 ^ -1 }') == '9 2 -4 0.5\n'
    assert await _out('BEGIN { print log(0), exp(1000), -log(0), int(-0.5) }') == '-inf inf inf 0\n'
    assert (
        await _out('BEGIN { printf "%5s|%-8s|%08.3f|%+.2e\\n", log(-1) == 0, -log(0), -3.14159, 12345.6789 }')
        == '    0|inf     |-003.142|+1.23e+04\n'
    )


async def test_text():
    assert (
        await _out('BEGIN { print substr("hello", -1, 3), substr("hello", 1.5, 1), substr("hello", 0, 2) }')
        == 'h e h\n'
    )
    assert (
        await _out('BEGIN { s = "a\U0001f600b\u00e9"; print length(s), substr(s, 2, 2), index(s, "b"), match(s, "b") }')
        == '4 \U0001f600b 3 3\n'
    )
    assert await _out('BEGIN { printf "%c%c%c|%3s|\\n", 233, 128512, "", "\u00e9" }') == '\u00e9\U0001f600|  \u00e9|\n'
    assert await _out('{ print toupper($1), NF }', 'stra\u00dfe x\n') == 'STRASSE 2\n'
    assert (
        await _out(
            'BEGIN { s = "a.b+c"; gsub(/[.+]/, "\\\\\\\\&", s); print s; print split("a|b|c", p, "|"), split("abc", q, ""), q[2] }'
        )
        == 'a\\.b\\+c\n3 3 b\n'
    )
    assert (
        await _out(
            'BEGIN { print "aaa" ~ /^a{3}$/, "a/b" ~ "a/b", "x" ~ /\\x/, "a\\"b" ~ /a\\"b/, "\\t" ~ /^[\\t]$/, "]" ~ /[\\]]/ }'
        )
        == '1 1 1 1 1 1\n'
    )


async def test_records():
    paragraphs = 'a:b\nc:d\n\n\ne:f\n\n'
    assert (
        await _out(
            '{ printf "%s", NF; for (i = 1; i <= NF; i++) printf " %s", $i; print "" }', paragraphs, '-v RS= -F:'
        )
        == '4 a b c d\n2 e f\n'
    )
    assert await _out('{ print NR ": " $0 }', 'a1b22c333', "-v 'RS=[0-9]+'") == '1: a\n2: b\n3: c\n'
    assert await _out('{ print } NR == 1 { RS = ";" }', 'a\nb;c\nd') == 'a\nb\nc\nd\n'
    assert await _out('NR == 1 { FS = ":" } { print $1 }', 'a:b c\nd:e f\n') == 'a:b\nd\n'
    assert await _out('NR == 1 { getline; print; getline x; print x, NR, FNR }', '1\n2\n3\n4\n') == '2\n3 3 3\n'


async def test_errors():
    for program, message in [
        ['BEGIN { print 1\n\n print ) }', 'line 3: syntax error at )'],
        ['BEGIN { f(1) }', 'line 1: function f is not defined'],
        ['BEGIN { a[1] = 1; a = 2 }', 'line 1: a is an array'],
        ['{ print "abc }', 'line 1: unterminated string'],
        ['/a(/', 'line 1: regular expression a(: Unmatched ( or \\('],
        [
            'function f(a) { return a } BEGIN { f(1, 2) }',
            'line 1: function f is called with more arguments than it has parameters',
        ],
        ['BEGIN { next }', 'line 1: next in BEGIN'],
        ['BEGIN { return }', 'line 1: return outside of a function'],
        ['BEGIN { $(-1) = 2 }', 'line 1: there is no field -1'],
        ['BEGIN { printf "%d" }', 'not enough arguments for the format %d'],
    ]:
        assert await _out(program) == f'awk: {message}\n[2]'
    assert (
        await _box().out('awk "{ print }" nowhere j')
        == 'k1,v1\nk2,v2\nawk: cannot open nowhere: No such file or directory\n[2]'
    )


async def test_functions():
    deep = 'function down(n) { return n == 0 ? 0 : 1 + down(n - 1) } BEGIN { print down(60) }'
    assert await _out(deep) == '60\n'
    assert (
        await _out(
            'function both(a, b) { a[1]++; b = 7 } BEGIN { x = 1; both(list, x); both(list, x); print list[1], x }'
        )
        == '2 1\n'
    )
    assert (
        await _out(
            'function inner(a) { a["k"] = 1 } function outer(a) { inner(a) } BEGIN { outer(t); print length(t), t["k"] }'
        )
        == '1 1\n'
    )
    assert await _out('function f() { next } { if ($1 == "b") f(); print }', 'a\nb\nc\n') == 'a\nc\n'
    assert await _out('function f() { exit 5 } BEGIN { f(); print "no" } END { print "end" }') == 'end\n[5]'
    assert (
        await _out(
            'function line(  x) { getline x < "g"; return x } BEGIN { if (line() == "one" && line() != "x") print line() line() }'
        )
        == 'threefour\n'
    )


async def test_commands():
    """Those that need a shell."""
    machines = Machines()
    for name, text in FILES:
        machines.system.write_file('/home/user/' + name, encode(text))
    assert await machines.sh('awk \'BEGIN { while ("echo 1; echo 2" | getline x) s += x; print s }\'') == '3\n'
    assert (
        await machines.sh('awk \'{ print $1 | "sort | uniq -c | tr -d \\" \\"" } END { print "last" }\' f')
        == '2a\n1b\n1c\nlast\n'
    )
    assert (
        await machines.sh('awk \'BEGIN { print "x"; r = system("echo y; exit 3"); print r; print close("none") }\'')
        == 'x\ny\n3\n-1\n'
    )
    assert (
        await machines.sh('awk \'BEGIN { print "to stderr" | "cat 1>&2"; print close("cat 1>&2") }\' 2>&1')
        == 'to stderr\n0\n'
    )
    assert await machines.sh('awk \'BEGIN { "exit 4" | getline; print close("exit 4") }\'') == '4\n'
    assert (
        await machines.sh(
            'cat f | awk \'NR == 1 { "cat g | tail -n 1" | getline x; print x; system("cat j >&2") } END { print NR }\' 2>&1'
        )
        == 'five\nk1,v1\nk2,v2\n5\n'
    )
    assert machines.errors == []


class _Pieces:
    """A source that returns one byte at a time."""

    def __init__(self, text: str) -> None:
        self.error = 0
        self._data = encode(text)
        self._at = 0

    async def read(self):
        self._at += 1
        return self._data[self._at - 1 : self._at] if self._at <= len(self._data) else alloc(0)


async def test_records_that_come_in_pieces():
    for separator, text, expected in [
        ['\n', 'a\u00e9\n\U0001f600b\nc', ['a\u00e9', '\U0001f600b', 'c']],
        ['', '\n\na\nb\n\n\n\nc\n', ['a\nb', 'c']],
    ]:
        reader = RecordReader(_Pieces(text))
        found = []
        record = await reader.next(separator)
        while record is not None:
            found.append(record)
            record = await reader.next(separator)
        assert '|'.join(found) == '|'.join(expected)
