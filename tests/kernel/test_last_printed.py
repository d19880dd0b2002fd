"""The last output of a program, in readable form."""

from runtime_py.kernel.last_printed import KEPT, LONGEST, LastPrinted, plain_lines
from runtime_py.platform.bytes import encode
from runtime_py.platform.text import repeat


def test_the_last_lines():
    printed = LastPrinted()
    printed.add(encode('one\ntwo\n'))
    printed.add(encode('thr'))
    printed.add(encode('ee\n'))
    assert printed.total == 14
    assert printed.lines_since(0, 10) == ['one', 'two', 'three']
    assert printed.lines_since(0, 2) == ['two', 'three']
    assert printed.lines_since(4, 10) == ['two', 'three']
    assert printed.lines_since(14, 10) == []


def test_only_the_end_is_kept():
    printed = LastPrinted()
    printed.add(encode(repeat('x', KEPT - 3) + '\n'))
    printed.add(encode('last\n'))
    assert printed.lines_since(0, 10) == ['last']  # the start of the first line is lost
    printed.add(encode('a\n' + repeat('y', KEPT) + '\nend\n'))
    assert printed.lines_since(0, 10) == ['end']
    assert len(printed.lines_since(printed.total - 100, 10)[0]) == 95
    printed.add(encode(repeat('line\n', KEPT)))
    assert printed.lines_since(0, 3) == ['line', 'line', 'line']


def test_colours_and_controls():
    assert plain_lines('\x1b[31mError\x1b[0m: \x1b[1;4mno\x1b[m\r\n') == ['Error: no']
    assert plain_lines('\x1b]0;title\x07a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\') == ['alink']
    assert plain_lines('\x1b(Bplain\x1b=\x1b7 text\x1b[38;2;1;2;3') == ['plain text']
    assert plain_lines('10%\r20%\r100%\r\ndone\r\n\n\n') == ['100%', 'done']
    assert plain_lines('\n\na\x00b\x08\tc\n\nd') == ['ab\tc', '', 'd']
    assert plain_lines('') == []
    assert len(plain_lines(repeat('z', 1000))[0]) == LONGEST
