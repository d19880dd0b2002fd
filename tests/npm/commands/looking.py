"""A registry and a comparison for the tests of commands that look at what is installed. CPython only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry
from tests.npm.test_against_native_property import JS, Pair
from toolchain.environment import WORK


@pytest.fixture(scope='module')
def registry() -> Iterator[Registry]:
    found = Registry(NpmCache(WORK / 'npm-cache'))
    found.publish('leaf', '1.0.0', JS)
    found.publish('@s/tool', '1.0.0', JS, dependencies={'leaf': '1'}, bin='index.js')
    yield found
    found.stop()


@pytest.fixture
def pair(tmp_path: Path, registry: Registry) -> Pair:
    found = Pair(tmp_path, registry)
    found.write(
        'package.json',
        {'name': 'app', 'version': '1.0.0', 'scripts': {'build': 'b', 'bench': 'b'}, 'dependencies': {'@s/tool': '1'}},
    )
    return found


def said(text: str) -> str:
    text = re.sub(r'npm error A complete log.*\n?', '', text)
    text = re.sub(r'/\S*/(ours|native)/app', 'APP', text)
    text = re.sub(r'Finished in .*', 'Finished', text)
    at = text.find('npm error Usage:')
    return (text if at < 0 else text[:at]).strip()


def agree(pair: Pair, *words: str) -> str:
    ours, native = pair.run(*words)
    assert said(ours[1]) == said(native[1]), words
    assert ours[0] == native[0], words
    return ours[1]
