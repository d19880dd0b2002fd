"""npm sbom --sbom-format=cyclonedx|spdx: what the project is made of."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.commands.query import RegistrySources
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.dates import date_text
from runtime_py.npm.install.present_tree import stated_tree
from runtime_py.npm.query.bill import Bill, problems_of
from runtime_py.npm.query.results import Query
from runtime_py.npm.session import Session
from runtime_py.platform.clock import now_ms
from runtime_py.platform.json import stringify
from runtime_py.platform.uuid import random_uuid

_FORMATS = ['cyclonedx', 'spdx']


async def run(session: Session) -> int:
    config = session.config
    form = config.text('sbom-format')
    if form not in _FORMATS:
        raise usage_error('sbom', f'Must specify --sbom-format flag with one of: {", ".join(_FORMATS)}.')
    tree = stated_tree(session, 'sbom')
    nodes = await Query(tree, RegistrySources(session)).run(_selector(session), tree)
    problems = problems_of(nodes)
    if len(problems) > 0:
        raise NpmError('ESBOMPROBLEMS', '\n'.join(problems))
    bill = Bill(nodes, config.text('sbom-type') or 'library', date_text(now_ms()), random_uuid())
    found = bill.spdx() if form == 'spdx' else bill.cyclonedx(config.flag('package-lock-only'))
    session.print(stringify(found, 2))
    return 0


def _selector(session: Session) -> str:
    without = ''.join([f':not(.{kind})' for kind in session.config.omitted()])
    if not session.workspaces_enabled:
        return f':root,:root > :not(.workspace){without},:root > :not(.workspace) *{without},:extraneous'
    names = [] if session.workspaces is None else list(session.workspaces.keys())
    if len(names) > 0:
        return ':root,' + ','.join([f'#{name},#{name} *{without}' for name in names])
    return f':root,:root *{without},:extraneous'


COMMANDS: list[Any] = [['sbom', run]]
