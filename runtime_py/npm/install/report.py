"""npm's summary of an install: `added 68 packages in 2s`, and the packages that ask for funding. Pure, but for the
clock."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.manifest import text_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.install.install import Installed
from runtime_py.npm.session import Session
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map

_UNITS = ['d', 'h', 'm', 's']
_SIZES = [86400000, 3600000, 60000, 1000]


def duration(ms: float) -> str:
    """As the `ms` package: 850ms, 2s, 3m."""
    for i in range(len(_UNITS)):
        if ms >= _SIZES[i]:
            return f'{int(ms / _SIZES[i] + 0.5)}{_UNITS[i]}'
    return f'{int(ms + 0.5)}ms'


def _packages(count: int) -> str:
    return f'{count} package' + ('' if count == 1 else 's')


def summary_line(added: int, removed: int, changed: int, ms: float) -> str:
    parts: list[str] = []
    if added > 0:
        parts.append(f'added {_packages(added)}')
    if removed > 0:
        parts.append(('and ' if added > 0 and changed == 0 else '') + f'removed {_packages(removed)}')
    if changed > 0:
        parts.append(('and ' if len(parts) > 0 else '') + f'changed {_packages(changed)}')
    if len(parts) == 0:
        return f'up to date in {duration(ms)}'
    return ', '.join(parts) + f' in {duration(ms)}'


def report_install(session: Session, done: Installed, exact: bool) -> None:
    if session.silent:
        return
    plan = done.plan
    added = len([node for node in plan.adds if not node.inert])
    removed = 0 if exact else len(plan.removes)
    if session.config.flag('json'):
        session.print_json(_as_json(session, done, exact))
        return
    if session.config.flag('dry-run') or session.config.flag('long'):
        _list_changes(session, done)
    session.print('\n' + summary_line(added, removed, len(plan.changes), monotonic_ms() - session.started))
    for sentence in done.replaced:
        session.log('notice', sentence)
    if session.config.flag('fund'):
        _report_funding(session, done)


def _as_json(session: Session, done: Installed, exact: bool) -> Map[str, Any]:
    plan = done.plan
    added = [_package(node.name, node.version, node.path()) for node in plan.adds if not node.inert]
    changed: list[Any] = []
    for node in plan.changes:
        before = text_of(plan.installed.get(node.location()) or Map(), 'version')
        changed.append(
            Map(
                [
                    ['from', _package(node.name, before, node.path())],
                    ['to', _package(node.name, node.version, node.path())],
                ]
            )
        )
    removed: list[Any] = []
    for location in [] if exact else plan.removes:
        name = location[location.rfind('node_modules/') + 13 :]
        version = text_of(plan.installed.get(location) or Map(), 'version')
        removed.append(_package(name, version, join(done.root.base, location)))
    return Map(
        [
            ['add', added],
            ['added', len(added)],
            ['audited', 0],
            ['change', changed],
            ['changed', len(changed)],
            ['funding', _funded(done) if session.config.flag('fund') else 0],
            ['remove', removed],
            ['removed', len(removed)],
        ]
    )


def _package(name: str, version: str, path: str) -> Map[str, Any]:
    return Map([['name', name], ['version', version], ['path', path]])


def _list_changes(session: Session, done: Installed) -> None:
    for location in done.plan.removes:
        session.print(
            f'remove {location[location.rfind("node_modules/") + 13 :]} {text_of(done.plan.installed.get(location) or Map(), "version")}'
        )
    for node in done.plan.adds:
        session.print(f'add {node.name} {node.version}')
    for node in done.plan.changes:
        session.print(
            f'change {node.name} {text_of(done.plan.installed.get(node.location()) or Map(), "version")} => {node.version}'
        )


def _funded(done: Installed) -> int:
    count = 0
    for node in done.plan.wanted:
        funding: Any = node.manifest.get('funding')
        if funding is not None and funding != '' and not node.inert:
            count += 1
    return count


def _report_funding(session: Session, done: Installed) -> None:
    count = _funded(done)
    if count > 0:
        verb = 'package is' if count == 1 else 'packages are'
        session.print(f'\n{count} {verb} looking for funding\n  run `npm fund` for details')
