"""An archive becomes a folder."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import Disk
from runtime_py.npm.install.extract import extract
from runtime_py.npm.registry.registry_source import unpack
from tests.npm.machine_support import Box
from tests.npm.project_support import project
from tests.support import raises


def unpacked(box: Box, file: str) -> Box:
    data = box.system.read_file('/packs/' + file)
    extract(unpack(data, file), '/app/out', Disk(box.system), file)
    return box


def test_the_first_folder_is_stripped_and_commands_are_executable() -> None:
    box = unpacked(project(), 'leaf-1.0.0.tgz')
    assert box.names('/app/out') == ['cli.js', 'lib', 'package.json'] and box.read('/app/out/lib/a.js') == 'A'
    assert box.system.access('/app/out/cli.js', 1) == 0 and box.system.access('/app/out/lib/a.js', 1) != 0


def test_nothing_is_written_of_a_bad_archive() -> None:
    box = Box()
    box.pack('up.tgz', [['package.json', '{"name": "up", "version": "1.0.0"}'], ['../../../etc/x', 'X']])
    with raises(NpmError):
        unpacked(box, 'up.tgz')
    assert not box.system.exists('/app/out')
