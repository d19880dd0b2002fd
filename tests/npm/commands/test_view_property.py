"""npm view of fields compared with the native npm. CPython only."""

from __future__ import annotations

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
    for version in ['1.0.0', '1.1.0', '2.0.0']:
        found.publish(
            'leaf',
            version,
            JS,
            bin={'l': 'index.js'},
            maintainers=[{'name': 'a', 'email': 'b'}],
            contributors=[{'name': 'c'}, {'name': 'd', 'url': 'e'}],
            keywords=['one', 'two'],
        )
    yield found
    found.stop()


@pytest.mark.parametrize(
    'line',
    [
        'leaf version',
        'leaf versions',
        'leaf versions --json',
        'leaf@1 version',
        'leaf@1 version name',
        'leaf@1 version --json',
        'leaf@1 version name --json',
        'leaf@^2 bin',
        'leaf dist.tarball name',
        'leaf bin.l maintainers',
        'leaf maintainers[0].name',
        'leaf contributors keywords',
        'leaf dist',
        'leaf dist-tags',
        'leaf nothing',
    ],
)
def test_fields(tmp_path: Path, registry: Registry, line: str) -> None:
    ours, native = Pair(tmp_path, registry).run('view', *line.split(' '))
    # the registry of the tests gives packages no _id, which npm shows
    assert ours[1] == native[1].replace('undefined@', 'leaf@')
    assert ours[0] == native[0]
