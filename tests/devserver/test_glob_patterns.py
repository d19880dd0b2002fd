"""Patterns of files as expressions."""

from __future__ import annotations

from runtime_py.devserver.glob_patterns import pattern_of

PATHS = ['/a/x.js', '/a/b/x.js', '/a/b/c/y.ts', '/a/.h/x.js', '/a/.x.js', '/a/x+js', '/a/[x].js']


def matched(glob: str, takes_hidden: bool = False) -> list[str]:
    expression = pattern_of(glob, takes_hidden)
    return [path for path in PATHS if expression.test(path)]


def test_wildcards() -> None:
    assert matched('/a/*.js') == ['/a/x.js', '/a/[x].js']
    assert matched('/a/**/*.js') == ['/a/x.js', '/a/b/x.js', '/a/[x].js']
    assert matched('/a/**/*.{js,ts}') == ['/a/x.js', '/a/b/x.js', '/a/b/c/y.ts', '/a/[x].js']
    assert matched('/a/?.js') == ['/a/x.js'] and matched('/a/[w-z].js') == ['/a/x.js']
    assert matched('/a/[!a]*') == matched('/a/*') and matched('/a[!q]x.js') == []  # no class takes a slash
    assert matched('/a/**') == ['/a/x.js', '/a/b/x.js', '/a/b/c/y.ts', '/a/x+js', '/a/[x].js']


def test_hidden_files() -> None:
    assert matched('/a/*.js', True) == ['/a/x.js', '/a/.x.js', '/a/[x].js']
    assert matched('/a/**/x.js', True) == ['/a/x.js', '/a/b/x.js', '/a/.h/x.js'] and matched('/a/.x.js') == ['/a/.x.js']


def test_special_characters_mean_themselves() -> None:
    assert matched('/a/x+js') == ['/a/x+js'] and matched('/a/x.j') == []
