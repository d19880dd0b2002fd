"""The forms that fields have in a registry."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.published import complete, described, fix, person
from runtime_py.platform.json import parse, stringify


def completed(text: str) -> str:
    manifest = parse(text)
    fix(manifest)
    complete(manifest)
    manifest.delete('readme')
    manifest.delete('name')
    return stringify(manifest)


def test_people() -> None:
    assert stringify(person('Ann <a@x.y> (https://x.y)')) == '{"name":"Ann","email":"a@x.y","url":"https://x.y"}'
    assert stringify(person(parse('{"name": "Bo", "web": "w"}'))) == '{"name":"Bo","url":"w"}'


def test_pages() -> None:
    found = completed('{"name": "a", "repository": "github:ann/app"}')
    assert found == (
        '{"repository":{"type":"git","url":"git+https://github.com/ann/app.git"},'
        '"bugs":{"url":"https://github.com/ann/app/issues"},"homepage":"https://github.com/ann/app#readme"}'
    )
    assert completed('{"name": "a", "bugs": "a@x.y", "homepage": "x.y"}') == (
        '{"bugs":{"email":"a@x.y"},"homepage":"http://x.y"}'
    )
    assert (
        completed('{"name": "a", "bugs": "nonsense", "keywords": "b, c"}') == '{"bugs":"nonsense","keywords":["b","c"]}'
    )
    assert completed('{"name": "a", "description": 3, "bugs": {}}') == '{}'


def test_corrections() -> None:
    manifest = parse('{"name": " a ", "version": "v1.0.0", "bin": "x.js", "bundleDependencies": false}')
    assert fix(manifest) == [
        'Whitespace was trimmed from "name"',
        '"version" was cleaned and set to "1.0.0"',
        '"bundleDependencies" was changed from "false" to "[]"',
        '"bin" was converted to an object',
    ]
    for text in ['{"name": ".a"}', '{"name": "a", "version": "x"}']:
        found = ''
        try:
            fix(parse(text))
        except NpmError as error:
            found = error.message
        assert found.startswith('Invalid '), text


def test_descriptions() -> None:
    assert described('# App\n\nWhat it\ndoes.\n\nMore.') == 'What it does.' and described('# a') == ''
