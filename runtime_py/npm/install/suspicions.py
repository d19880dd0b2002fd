"""What npm tells before it installs: names that imitate well-known ones, archives that a lock file takes from elsewhere,
install scripts whose text hides what it does. Only warnings, and notes in the audit log: each may be honest.

Must not know how packages are installed."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.manifest import map_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map
from runtime_py.security.audit_query import plain
from runtime_py.security.known_names import imitated
from runtime_py.security.scrambled import hidden_text
from runtime_py.security.who import script_of
from runtime_py.sys.http_url import UrlError, parse_url

_SCRIPT_MOST = 200000  # letters of a script's file that are looked at
_DEPENDENCIES = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']


async def note(session: Session, about: str, text: str) -> None:
    """In the audit log, if there is one."""
    try:
        await session.system.ask_kernel('audit.note', about, plain(text))
    except Exception:
        session.log('verbose', 'the audit log takes no note')


async def tell_names(session: Session, names: list[str]) -> None:
    """Of packages that the user has asked for by name."""
    for name in names:
        known = imitated(name)
        if known != '':
            text = f'{name}: its name is nearly that of {known}, which is another package'
            session.warn(text)
            await note(session, 'script', text)


def strange_hosts(packages: Map[str, Map[str, Any]], manifest: Map[str, Any], registries: list[str]) -> Map[str, int]:
    """Host -> number of the lock file's archives that come from there, for hosts that are neither a registry nor named
    by a dependency of the project."""
    named: list[str] = []
    for field in _DEPENDENCIES:
        for value in map_of(manifest, field).values():
            if isinstance(value, str):
                named.append(value)
    found: Map[str, int] = Map()
    for entry in packages.values():
        resolved = entry.get('resolved')
        host = _host(resolved) if isinstance(resolved, str) else ''
        if host == '' or host in registries or len([text for text in named if host in text]) > 0:
            continue
        found.set(host, (found.get(host) or 0) + 1)
    return found


async def tell_lock(session: Session, packages: Map[str, Map[str, Any]], manifest: Map[str, Any]) -> None:
    for host, count in strange_hosts(packages, manifest, _registries(session)).entries():
        what = 'a package' if count == 1 else f'{count} packages'
        text = f'the lock file takes {what} from {host}, which is no registry of this project'
        session.warn(text)
        await note(session, 'integrity', text)


def _registries(session: Session) -> list[str]:
    """Hosts of the registry, of scopes' registries, and the host that is replaced by the registry."""
    found = [_host(session.config.default_registry()), session.registry.replaced_host()]
    for layer in session.config.layers:
        for key, values in layer.values.entries():
            if key.endswith(':registry') and len(values) > 0:
                found.append(_host(values[-1]))
    return found


def _host(url: str) -> str:
    if not url.startswith('http://') and not url.startswith('https://'):
        return ''
    try:
        return parse_url(url).host.lower()
    except UrlError:
        return ''


async def tell_script(session: Session, identity: str, event: str, script: str, folder: str) -> None:
    """The script's text, and the file that it begins with."""
    found = hidden_text(script)
    words = [word for word in script.split(' ') if word != '']
    file = script_of(words) if len(words) > 1 and words[0] == 'node' else ''
    if found == '' and file != '':
        text = session.disk.read_text(join(folder, file))
        found = hidden_text(text[:_SCRIPT_MOST]) if text is not None else ''
    if found != '':
        line = f'{identity} ({event}): {found}'
        session.warn(line)
        await note(session, 'script', line)
