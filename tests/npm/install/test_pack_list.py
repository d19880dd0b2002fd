"""Which files of a folder belong to its package. Against native npm: tests/npm/commands/test_pack_property.py."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.npm.install.pack_list import PackList, archive_order, lines_above
from runtime_py.platform.json import parse
from tests.npm.machine_support import Box


def listed(manifest: str, files: list[str], ignored: str = '') -> list[str]:
    box = Box()
    for folder in ['/app/lib', '/app/dist', '/app/.git', '/app/node_modules']:
        box.system.mkdir(folder, 0o777)
    for name in ['package.json', '.git/HEAD', 'node_modules/x.js', *files]:
        box.write('/app/' + name, 'x')
    if ignored != '':
        box.write('/app/.npmignore', ignored)
    return archive_order(PackList(Disk(box.system), '/app', parse(manifest), [], lambda text: None).files())


def test_everything_but_what_never_belongs():
    assert listed('{}', ['index.js', 'lib/a.js', '.npmrc', 'a.orig', 'lib/.DS_Store', 'package-lock.json']) == [
        'lib/a.js',
        'index.js',
        'package.json',
    ]


def test_files_and_what_is_always_there():
    assert listed(
        '{"files": ["dist"], "main": "lib/a.js"}', ['index.js', 'lib/a.js', 'dist/b.js', 'README.md', 'LICENSE']
    ) == [
        'LICENSE',
        'lib/a.js',
        'dist/b.js',
        'package.json',
        'README.md',
    ]


def test_ignore_files():
    assert listed('{}', ['lib/a.js', 'lib/b.js'], 'lib/*\n!lib/b.js\n') == ['lib/b.js', 'package.json']
    assert listed('{"files": ["lib"]}', ['lib/a.js'], 'lib') == ['lib/a.js', 'package.json']


def test_odd_names():
    assert listed('{"files": ["__proto__", "../etc", "lib/a.js"]}', ['lib/a.js', '__proto__']) == [
        '__proto__',
        'lib/a.js',
        'package.json',
    ]


def test_ignore_files_above_a_workspace():
    box = Box()
    box.system.mkdir('/app/packages', 0o777)
    box.write('/app/.gitignore', '*.log')
    box.write('/app/packages/.npmignore', '*.tmp\n*.bak')
    assert lines_above(Disk(box.system), '/app', '/app/packages/a') == ['*.log', '*.tmp', '*.bak']
