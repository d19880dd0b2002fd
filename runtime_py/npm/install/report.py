"""npm's summary of an install: `added 68 packages in 2s`, and the packages that ask for funding. Pure, but for the
clock."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.audit.report import as_json, details, install_summary, metadata
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


def summary_line(added: int, removed: int, changed: int, audited: int, ms: float) -> str:
    """`audited`: 0 if nothing was."""
    parts: list[str] = []
    if added > 0:
        parts.append(f'added {_packages(added)}')
    if removed > 0:
        parts.append(f'removed {_packages(removed)}')
    if changed > 0:
        parts.append(f'changed {_packages(changed)}')
    if len(parts) == 0:
        return 'up to date' + (f', audited {_packages(audited)}' if audited > 0 else '') + f' in {duration(ms)}'
    if audited > 0:
        parts.append(f'audited {_packages(audited)}')
    if len(parts) > 1:
        parts.append('and ' + parts.pop())
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
    took = monotonic_ms() - session.started
    session.print('\n' + summary_line(added, removed, len(plan.changes), _audited(done), took))
    for sentence in done.replaced:
        session.log('notice', sentence)
    if session.config.flag('fund'):
        _report_funding(session, done)
    if done.audit is not None:
        is_whole = session.command == 'audit'
        session.print('\n' + (details(done.audit) if is_whole else install_summary(done.audit)))


def _audited(done: Installed) -> int:
    """All of the tree, the project among them."""
    return 0 if done.audit is None else len([node for node in done.root.inventory.values() if not node.inert])


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
    out: Map[str, Any] = Map(
        [
            ['add', added],
            ['added', len(added)],
            ['audited', _audited(done)],
            ['change', changed],
            ['changed', len(changed)],
            ['funding', _funded(done) if session.config.flag('fund') else 0],
            ['remove', removed],
            ['removed', len(removed)],
        ]
    )
    if done.audit is not None:
        out.set('audit', as_json(done.audit) if session.command == 'audit' else metadata(done.audit))
    return out


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
