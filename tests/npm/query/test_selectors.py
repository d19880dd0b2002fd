"""The grammar of selectors."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.query.selectors import parse_selectors, unescaped


def shown(text: str) -> str:
    out = []
    for selector in parse_selectors(text):
        out.append(' '.join([f'{part.kind}={part.value}' for part in selector.parts]))
    return ' / '.join(out)


def problem(text: str) -> str:
    try:
        parse_selectors(text)
    except NpmError as error:
        return error.message
    return ''


def test_parts() -> None:
    assert shown('*') == 'universal=*'
    assert shown('#@scope/a.dev:root') == 'id=@scope/a class=dev pseudo=:root'
    assert shown(' #a  >  #b #c~*, d ') == 'id=a combinator=> id=b combinator=  id=c combinator=~ universal=* / tag=d'
    assert shown('#a\\.b') == 'id=a.b' and shown("'x y'") == "string='x y'" and shown('#a,') == 'id=a'


def test_attributes() -> None:
    part = parse_selectors('[ license ^= "M I\\"" i ]')[0].parts[0]
    found = part.attribute
    assert found is not None and [found.name, found.operator, found.value] == ['license', '^=', 'M I"']
    assert found.insensitive
    bare = parse_selectors('[version=^1.0.0-beta.1$]')[0].parts[0].attribute
    assert bare is not None and bare.value == '1.0.0-beta.1$' and not bare.insensitive
    alone = parse_selectors('[license]')[0].parts[0].attribute
    assert alone is not None and alone.operator == ''


def test_arguments() -> None:
    part = parse_selectors(':semver(>=1 <2 || 3.x, [version], eq)')[0].parts[0]
    assert part.texts == ['>=1 <2 || 3.x', '[version]', 'eq'] and len(part.arguments) == 3
    outer = parse_selectors(':not(:is(#a, #b), .dev)')[0].parts[0]
    assert outer.texts == [':is(#a, #b)', '.dev'] and outer.arguments[0].parts[0].texts == ['#a', '#b']


def test_escapes() -> None:
    assert unescaped('le\\61 f\\.x\\') == 'leaf.x\\' and unescaped('\\000061b') == 'ab'


def test_problems() -> None:
    assert problem('#a)') == 'Expected an opening parenthesis.'
    assert problem(':not(#a') == 'Expected a closing parenthesis.'
    assert problem('[a') == 'Expected a closing square bracket.'
    assert problem('[=a]') == 'Expected an attribute, found "=" instead.'
    assert problem(':') == 'Expected a pseudo-class or pseudo-element.'
    assert problem('#a;') == "Unexpected ';'." and problem('"a') == 'Unclosed quote.'
    assert problem(''.join([':not(' for _ in range(300)])) == 'Too many parentheses.'
