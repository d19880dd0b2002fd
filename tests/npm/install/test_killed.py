"""npm is ended at each of its calls that change files: the project is then in the state before or after, never a
mixture, and the next run confirms that."""

from runtime_py.platform.lists import equal
from tests.npm.machine_support import Box, Killed

LEAF1 = [
    ['package.json', '{"name": "leaf", "version": "1.0.0", "bin": "cli.js"}'],
    ['cli.js', '#!/usr/bin/env node\n'],
    ['lib/a.js', 'A'],
]
LEAF2 = [
    ['package.json', '{"name": "leaf", "version": "2.0.0", "bin": {"leaf": "cli.js", "two": "cli.js"}}'],
    ['cli.js', '#!/usr/bin/env node\n// 2\n'],
]
USER = [
    [
        'package.json',
        '{"name": "user", "version": "1.0.0", "dependencies": {"leaf": "file:/packs/leaf-1.tgz", "@s/deep": "file:/packs/deep.tgz"}}',
    ]
]
USER2 = [['package.json', '{"name": "user", "version": "2.0.0", "dependencies": {"leaf": "file:/packs/leaf-1.tgz"}}']]
DEEP = [
    ['package.json', '{"name": "@s/deep", "version": "1.0.0", "directories": {"bin": "bin"}}'],
    ['bin/deep', '#!/bin/sh\n'],
]
BUNDLER = [
    [
        'package.json',
        '{"name": "bundler", "version": "1.0.0", "dependencies": {"inner": "9"}, "bundleDependencies": ["inner"]}',
    ],
    ['node_modules/inner/package.json', '{"name": "inner", "version": "9.0.0", "bin": "i.js"}'],
    ['node_modules/inner/i.js', '#!/usr/bin/env node\n'],
]


def make() -> Box:
    box = Box()
    box.write('/app/package.json', '{"name": "app", "version": "1.0.0"}\n')
    box.system.mkdir('/app/src', 0o777)
    box.write('/app/src/mine.js', 'mine')
    for name, members in [
        ['leaf-1', LEAF1],
        ['leaf-2', LEAF2],
        ['user', USER],
        ['user-2', USER2],
        ['deep', DEEP],
        ['bundler', BUNDLER],
    ]:
        box.pack(f'{name}.tgz', members)
    return box


def state(box: Box) -> list[str]:
    """The state of the project, and of global packages."""
    out: list[str] = []
    waiting = ['/app', '/usr/local']
    while len(waiting) > 0:
        path = waiting.pop()
        stat = [0 for _ in range(18)]
        box.system.lstat(path, stat)
        link = box.system.readlink(path)
        if isinstance(link, str):
            out.append(f'{path} -> {link}')
            continue
        names = box.system.readdir(path)
        if isinstance(names, int):
            out.append(f'{path} {stat[1]} {box.read(path)}')
            continue
        out.append(f'{path}/')
        for name in names:
            waiting.append(f'{path}/{name}')
    out.sort()
    return out


# Commands to run before, and the one that is ended.
RUNS = [
    [[], ['install', '/packs/leaf-1.tgz', '/packs/user.tgz']],
    [[['install', '/packs/leaf-1.tgz']], ['install', '/packs/user.tgz', '/packs/leaf-2.tgz']],
    [[['install', '/packs/user.tgz', '/packs/leaf-2.tgz']], ['install', '/packs/user-2.tgz', '/packs/bundler.tgz']],
    [[['install', '/packs/leaf-2.tgz', '/packs/user.tgz', '/packs/deep.tgz']], ['uninstall', 'user', 'leaf']],
    [[['install', '/packs/leaf-1.tgz', '/packs/bundler.tgz']], ['ci']],
    [[['install', '/packs/leaf-1.tgz']], ['install', '--package-lock-only', '/packs/deep.tgz']],
    [[['install', '/packs/leaf-1.tgz']], ['install', '--no-save', '/packs/leaf-2.tgz']],
    [[['install', '/packs/leaf-1.tgz']], ['version', 'minor']],
    [[], ['install', '-g', '/packs/leaf-2.tgz', '/packs/deep.tgz']],
    [[['install', '-g', '/packs/leaf-2.tgz']], ['install', '-g', '/packs/leaf-1.tgz']],
    [[], ['init', '-y']],
    [
        [['init', '-y', '-w', 'packages/a'], ['install', '/packs/leaf-1.tgz']],
        ['install', '/packs/leaf-2.tgz', '-w', 'a', '--include-workspace-root'],
    ],
]


async def prepared(commands: list[list[str]]) -> Box:
    box = make()
    for words in commands:
        await box.npm(*words)
    return box


async def ends_well(before: list[list[str]], words: list[str]) -> int:
    """The number of calls."""
    box = await prepared(before)
    old = state(box)
    box.system.die_at(-1)
    said = await box.npm(*words)
    assert said.code == 0, f'{words}: {said.err}'
    calls = box.system.calls
    done = state(box)
    for call in range(calls):
        box = await prepared(before)
        box.system.die_at(call)
        try:
            await box.npm(*words)
        except Killed:
            pass
        box.system.live_again()
        found = state(box)
        if not equal(found, old) and not equal(found, done):
            mixed = [*[line for line in found if line not in old], '--', *[line for line in done if line not in found]]
            assert mixed == [], f'{words}, call {call} of {calls}'
        await box.npm('install', *(['-g', words[2]] if '-g' in words else []))
        left = [name for name in box.names('/home/user/.npm/_staging') if name != '-']
        assert left == [], f'{words}, call {call}: leftovers'
    return calls


async def test_the_old_tree_or_the_new_one():
    calls = 0
    for before, words in RUNS:
        calls += await ends_well(before, words)
    assert calls > 250
