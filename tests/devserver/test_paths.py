"""Paths and URLs as text."""

from __future__ import annotations

from runtime_py.devserver.paths import (
    Url,
    decode_percent,
    encode_path,
    ending_of,
    folder_of,
    folder_of_project,
    is_inside,
    join,
    name_of,
    relative,
)


def test_parts() -> None:
    assert [ending_of(path) for path in ['/a/b.d.ts', '/a/B.JS', '/a/.env', '/a.b/c', 'x.']] == [
        '.ts',
        '.js',
        '',
        '',
        '.',
    ]
    assert [folder_of('/a/b'), folder_of('/a'), name_of('/a/b'), name_of('b')] == ['/a', '/', 'b', 'b']
    assert [join('/a', '../b'), join('/a', '/c/./d')] == ['/b', '/c/d']


def test_inside() -> None:
    assert is_inside('/a', '/a') and is_inside('/a', '/a/b') and is_inside('/', '/a') and is_inside('/a/', '/a/b')
    assert not is_inside('/a', '/ab') and not is_inside('/a/b', '/a')


def test_relative_to_a_folder() -> None:
    assert [relative('/a/b', path) for path in ['/a/b/c', '/a/x', '/y', '/a/b']] == ['./c', '../x', '../../y', './']


def test_queries() -> None:
    url = Url('/a.js?v=1&raw&t=a=b#hash?no')
    assert url.path == '/a.js' and url.has('raw') and not url.has('no') and url.query.get('t') == 'a=b'
    assert url.without(['v']) == '/a.js?raw&t=a=b' and url.without(['v', 'raw', 't']) == '/a.js'
    assert Url('').path == '' and Url('?&').without([]) == ''


def test_escapes() -> None:
    assert (
        decode_percent('/a%20b%C3%A9') == '/a bé' and decode_percent('%zz%2') == '%zz%2' and decode_percent('%') == '%'
    )
    assert encode_path('/a b?c#d%"') == '/a%20b%3Fc%23d%25%22' and decode_percent(encode_path('/ü %20?')) == '/ü %20?'


def test_each_project_has_a_folder() -> None:
    one = folder_of_project('/cache', '/a')
    assert one.startswith('/cache/') and one == folder_of_project('/cache', '/a') != folder_of_project('/cache', '/b')
