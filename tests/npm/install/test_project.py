"""A project as it is on the disk."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.npm.install.project import Project, dependency_field, package_folders, read_installed, read_manifest
from tests.npm.project_support import installed


async def test_what_is_read() -> None:
    box = await installed()
    disk = Disk(box.system)
    project = Project(disk, '/app')
    assert project.exists and project.lock_name == 'package-lock.json' and project.lockfile() is not None
    assert (
        dependency_field(project.manifest, 'user') == 'dependencies' and dependency_field(project.manifest, 'x') == ''
    )
    assert sorted(package_folders(disk, '/app/node_modules')) == ['leaf', 'user']
    assert read_manifest(disk, '/app/node_modules/leaf').get('version') == '1.0.0'
    assert sorted(list(read_installed(disk, '/app').keys())) == ['node_modules/leaf', 'node_modules/user']
    assert not Project(disk, '/none').exists
