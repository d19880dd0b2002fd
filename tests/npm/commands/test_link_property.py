"""npm link compared with the native npm: the project, the package, and the global folder. CPython only."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path

import pytest

from runtime_py.npm.cli import main
from tests.machine.registry import Registry
from tests.npm.host_system import HostSystem
from tests.npm.test_against_native_property import contents, difference, registry  # noqa: F401 (a fixture)
from toolchain.environment import npm_command


class Side:
    """One computer: a package `lib`, a project `app`, and a global folder of its own."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.env = {
            'PATH': f'{Path(npm_command()[0]).parent}:/usr/bin:/bin',
            'HOME': str(folder),
            'npm_config_registry': address,
            'npm_config_audit': 'false',
            'npm_config_update_notifier': 'false',
            'npm_config_prefix': str(folder / 'global'),
            'npm_config_cache': str(folder / '.cache'),
        }
        (folder / 'global' / 'lib' / 'node_modules').mkdir(parents=True)
        (folder / 'global' / 'bin').mkdir()
        self.write('lib/package.json', {'name': 'lib', 'version': '1.0.0', 'bin': 'cli.js'})
        (folder / 'lib' / 'cli.js').write_text('#!/usr/bin/env node\n')
        self.write('app/package.json', {'name': 'app', 'version': '1.0.0', 'dependencies': {'leaf': '2'}})

    def write(self, name: str, value: object) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(json.dumps(value, indent=2) + '\n')

    def ours(self, where: str, words: list[str]) -> int:
        system = HostSystem(os.path.realpath(self.folder / where))
        return asyncio.run(main(system, ['npm', *words], [f'{key}={value}' for key, value in self.env.items()]))

    def native(self, where: str, words: list[str]) -> int:
        command = [*npm_command(), *words]
        return subprocess.run(
            command, cwd=self.folder / where, env=self.env, capture_output=True, check=False
        ).returncode

    def files(self) -> dict[str, object]:
        """Without hidden lockfiles: ours has one in the global folder too."""
        return {
            part + '/' + name: content
            for part in ('lib', 'app', 'global')
            for name, content in contents(self.folder / part).items()
            if not name.endswith('.package-lock.json')
        }


@pytest.mark.parametrize(
    'steps',
    [
        [('lib', 'link')],
        [('lib', 'link'), ('app', 'link lib')],
        [('app', 'install'), ('lib', 'link'), ('app', 'link lib'), ('app', 'install')],
        [('lib', 'link'), ('app', 'link lib --save')],
        [('lib', 'link'), ('app', 'link -D lib'), ('app', 'unlink lib')],
        [('app', 'install'), ('app', 'link ../lib')],
        [('app', 'link middle@1')],
        [('app', 'link nothing-of-that-name')],
        [('app', 'link --global')],
    ],
    ids=lambda steps: ' / '.join(f'{where}: {words}' for where, words in steps),
)
def test_links(tmp_path: Path, registry: Registry, steps: list[tuple[str, str]]) -> None:  # noqa: F811
    ours = Side(tmp_path / 'ours' / 'computer', registry.url)
    native = Side(tmp_path / 'native' / 'computer', registry.url)
    for where, words in steps:
        codes = (ours.ours(where, words.split()), native.native(where, words.split()))
        assert codes[0] == codes[1], (where, words)
        assert difference(ours.files(), native.files()) == '', (where, words)
