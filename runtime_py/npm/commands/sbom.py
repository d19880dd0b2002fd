"""npm sbom --sbom-format=cyclonedx|spdx: what the project is made of."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.commands.query import RegistrySources
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.dates import date_text
from runtime_py.npm.install.present_tree import actual_tree, present_tree
from runtime_py.npm.query.bill import Bill, problems_of
from runtime_py.npm.query.results import Query
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.bytes import alloc, to_hex
from runtime_py.platform.clock import now_ms
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.json import stringify

_FORMATS = ['cyclonedx', 'spdx']


async def run(session: Session) -> int:
    config = session.config
    form = config.text('sbom-format')
    if form not in _FORMATS:
        raise usage_error('sbom', f'Must specify --sbom-format flag with one of: {", ".join(_FORMATS)}.')
    tree = _tree(session)
    nodes = await Query(tree, RegistrySources(session)).run(_selector(session), tree)
    problems = problems_of(nodes)
    if len(problems) > 0:
        raise NpmError('ESBOMPROBLEMS', '\n'.join(problems))
    bill = Bill(nodes, config.text('sbom-type') or 'library', date_text(now_ms()), _uuid())
    found = bill.spdx() if form == 'spdx' else bill.cyclonedx(config.flag('package-lock-only'))
    session.print(stringify(found, 2))
    return 0


def _tree(session: Session) -> Node:
    if not session.config.flag('package-lock-only'):
        return actual_tree(session)
    try:
        return present_tree(session)
    except NpmError as error:
        if error.code != 'ENOLOCK':
            raise
        raise usage_error('sbom', 'A package lock or shrinkwrap file is required in package-lock-only mode')


def _selector(session: Session) -> str:
    without = ''.join([f':not(.{kind})' for kind in session.config.omitted()])
    if not session.workspaces_enabled:
        return f':root,:root > :not(.workspace){without},:root > :not(.workspace) *{without},:extraneous'
    names = [] if session.workspaces is None else list(session.workspaces.keys())
    if len(names) > 0:
        return ':root,' + ','.join([f'#{name},#{name} *{without}' for name in names])
    return f':root,:root *{without},:extraneous'


def _uuid() -> str:
    data = alloc(16)
    random_fill(data, 0, 16)
    data[6] = (data[6] & 0x0F) | 0x40
    data[8] = (data[8] & 0x3F) | 0x80
    text = to_hex(data)
    return f'{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}'


COMMANDS: list[Any] = [['sbom', run]]
