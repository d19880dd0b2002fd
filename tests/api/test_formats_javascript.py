"""Texts and bytes as callers give them: encodings, msgpack, globbing patterns, marks of the shell."""

from __future__ import annotations

from runtime_py.api.encodings import canonical, decode, encode
from runtime_py.api.errors import ApiError
from runtime_py.api.globs import compile_glob, matches
from runtime_py.api.marks import MarkSplitter, Turns
from runtime_py.api.msgpack import decode as unpack
from runtime_py.api.msgpack import encode as pack
from runtime_py.api.octets import is_buffer, octets_of
from runtime_py.platform.bytes import to_hex
from runtime_py.platform.text import repeat
from tests.support import raises


def test_encodings() -> None:
    assert canonical('UTF-8') == 'utf8' and canonical('ucs2') == canonical('utf-16le')
    for name, text, octets in [
        ['utf8', 'é', 'c3a9'],
        ['utf16le', 'é', 'e900'],
        ['latin1', 'é', 'e9'],
        ['hex', 'c3a9', 'c3a9'],
        ['base64', 'w6k=', 'c3a9'],
    ]:
        assert to_hex(encode(text, name)) == octets and decode(encode(text, name), name) == text, name
    with raises(ApiError):
        canonical('nonsense')


def test_octets() -> None:
    assert to_hex(octets_of(b'ab')) == '6162' and octets_of('text') is None and not is_buffer(b'ab')


def test_msgpack() -> None:
    given = {'text': 'é', 'octets': b'\x01\x02', 'inner': {'a': 'b'}, 'long': repeat('x', 300)}
    found = unpack(pack(given))
    assert found.text == 'é' and to_hex(found.octets) == '0102' and found.inner.a == 'b' and len(found.long) == 300


def test_patterns() -> None:
    for pattern, path, wanted in [
        ['*.js', 'a/b.js', True],
        ['/*.js', 'a/b.js', False],
        ['src/**', 'src/a/b', True],
        ['node_modules', 'a/node_modules/x', True],
        ['{a,b}/c', 'b/c', True],
        ['a?c', 'abc', True],
        ['[ab].txt', 'c.txt', False],
    ]:
        assert matches([compile_glob(pattern)], path) == wanted, pattern
    assert not matches([], 'a')


def test_marks_come_alone() -> None:
    splitter = MarkSplitter()
    mark = '\x1b]654;prompt\x07'
    assert splitter.split('a' + mark + 'b') == ['a', mark, 'b'] and splitter.split('plain') == ['plain']
    assert splitter.split('x' + mark[0:6]) == ['x'] and splitter.split(mark[6:] + 'y') == [mark, 'y']
    assert splitter.rest() == ''


def test_turns() -> None:
    turns = Turns()
    assert not turns.is_off('text')  # nothing was interrupted
