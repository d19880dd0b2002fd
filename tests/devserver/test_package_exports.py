"""The fields `exports`, `imports` and `browser`, as Node and bundlers read them."""

from __future__ import annotations

from runtime_py.devserver.package_exports import (
    CONDITIONS,
    REQUIRE_CONDITIONS,
    browser_replacement,
    legacy_entry,
    resolve_exports,
    resolve_imports,
)
from runtime_py.platform.json import parse


def exported(field: str, subpath: str = '.', conditions: list[str] = CONDITIONS) -> str | None:
    return resolve_exports(parse(field), subpath, conditions)


def test_conditions() -> None:
    field = '{"node": "./n.js", "import": {"types": "./t.d.ts", "browser": "./b.js"}, "require": "./r.js"}'
    assert exported(field) == './b.js' and exported(field, '.', REQUIRE_CONDITIONS) == './r.js'
    assert exported('"./x.js"') == './x.js' and exported('"./x.js"', './x.js') is None
    assert exported('["./a.js", "./b.js"]') == './a.js' and exported('[{"node": "./n.js"}, "./b.js"]') == './b.js'


def test_null_excludes() -> None:
    assert exported('{"import": null, "default": "./x.js"}') is None
    field = '{"./*": "./src/*.js", "./internal/*": null}'
    assert exported(field, './a') == './src/a.js' and exported(field, './internal/a') is None
    assert exported('[null, "./b.js"]') == './b.js' and exported('null') is None and exported('{}') is None


def test_patterns() -> None:
    field = (
        '{"./*": "./any/*", "./a/*": "./deep/*", "./a/*.js": "./scripts/*.mjs", "./one": "./1.js", "./old/": "./o/"}'
    )
    for subpath, expected in [
        ['./x', './any/x'],
        ['./a/x', './deep/x'],
        ['./a/x/y.js', './scripts/x/y.mjs'],
        ['./one', './1.js'],
        ['.', None],
    ]:
        assert exported(field, str(subpath)) == expected, subpath
    assert exported('{"./old/": "./o/"}', './old/x.js') == './o/x.js'
    assert exported('{"./x-*-y": "./*/*.js"}', './x-1-y') == './1/1.js'


def test_names_of_the_package_itself() -> None:
    field = parse('{"#a": "dependency", "#b/*": {"import": "./b/*.js"}}')
    assert resolve_imports(field, '#a', CONDITIONS) == 'dependency'
    assert resolve_imports(field, '#b/c', CONDITIONS) == './b/c.js'
    assert resolve_imports(field, '#none', CONDITIONS) is None and resolve_imports('x', '#a', CONDITIONS) is None


def test_without_exports() -> None:
    for text, expected in [
        ['{}', 'index'],
        ['{"main": ""}', 'index'],
        ['{"main": "m.js"}', 'm.js'],
        ['{"main": "m.js", "module": "e.js"}', 'e.js'],
        ['{"main": "m.js", "browser": "b.js"}', 'b.js'],
        ['{"main": "m.js", "browser": {"./m.js": "./b.js"}}', './b.js'],
    ]:
        assert legacy_entry(parse(text)) == expected, text


def test_what_a_browser_replaces() -> None:
    description = parse('{"browser": {"./a.js": "./b.js", "fs": false}}')
    assert browser_replacement(description, './a.js') == browser_replacement(description, './a') == './b.js'
    assert browser_replacement(description, 'fs') == '' and browser_replacement(description, './c.js') is None
    assert browser_replacement(parse('{}'), 'fs') is None
