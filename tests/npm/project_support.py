"""A project in a machine, with two archives: leaf 1.0.0, which has a command, and user 1.0.0, which needs it."""

from __future__ import annotations

from tests.npm.machine_support import Box

PACKAGE = '{"name": "app", "version": "1.0.0", "scripts": {"test": "echo t", "build": "echo b"}}\n'


def project() -> Box:
    box = Box()
    box.write('/app/package.json', PACKAGE)
    leaf = '{"name": "leaf", "version": "1.0.0", "bin": "cli.js"}'
    box.pack('leaf-1.0.0.tgz', [['package.json', leaf], ['cli.js', '#!/usr/bin/env node\n'], ['lib/a.js', 'A']])
    user = '{"name": "user", "version": "1.0.0", "dependencies": {"leaf": "file:/packs/leaf-1.0.0.tgz"}}'
    box.pack('user-1.0.0.tgz', [['package.json', user]])
    return box


async def installed() -> Box:
    box = project()
    said = await box.npm('install', '/packs/user-1.0.0.tgz')
    assert said.code == 0
    return box


async def said(box: Box, *words: str) -> str:
    """The output, then the errors, then the status if it isn't 0."""
    found = await box.npm(*words)
    return found.out + found.err + ('' if found.code == 0 else f'[{found.code}]')
