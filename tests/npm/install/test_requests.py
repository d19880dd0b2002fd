"""Changes of package.json that the user asked for."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.install.requests import (
    add_bundled,
    add_dependency,
    asked_text,
    remove_dependency,
    set_dependency,
)
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map


def manifest(text: str) -> Map[str, Any]:
    found: Any = parse(text)
    return found


def test_a_field_excludes_others() -> None:
    found = manifest('{"devDependencies": {"a": "1"}, "peerDependencies": {"a": "1"}}')
    add_dependency(found, 'a', '^2', 'prod')
    assert stringify(found) == '{"dependencies":{"a":"^2"}}'
    add_dependency(found, 'b', '1', 'dev')
    add_dependency(found, 'b', '2', '')
    assert stringify(found.get('devDependencies')) == '{"b":"2"}'
    set_dependency(found, 'b', '3')
    set_dependency(found, 'none', '3')
    assert stringify(found) == '{"dependencies":{"a":"^2"},"devDependencies":{"b":"3"}}'


def test_removing() -> None:
    found = manifest('{"dependencies": {"a": "1"}, "peerDependencies": {"a": "1"}, "peerDependenciesMeta": {"a": {}}}')
    add_bundled(found, 'a')
    assert found.get('bundleDependencies') == ['a']
    remove_dependency(found, 'a')
    assert stringify(found) == '{"bundleDependencies":[]}'


def test_texts() -> None:
    assert asked_text(parse_argument('../x.tgz', '/app', '/home'), '/app') == 'file:../x.tgz'
    assert asked_text(parse_argument('a@^1', '/app', '/home'), '/app') == '^1'
    assert asked_text(parse_argument('a', '/app', '/home'), '/app') == '*'
