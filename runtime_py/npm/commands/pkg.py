"""npm pkg get, set, delete: reads and changes package.json, of the project or of each selected workspace."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style, write_json
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.property_paths import delete_value, find_values, set_value
from runtime_py.npm.install.project import Project
from runtime_py.npm.session import Session
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text

_PRINTED = Style('  ', '\n', False)


async def run(session: Session) -> int:
    verb = session.words[0] if len(session.words) > 0 else ''
    if verb == 'fix':
        raise NpmError(
            'EUNSUPPORTED', 'npm pkg fix is not supported in this machine: use npm pkg set and npm pkg delete.'
        )
    if verb not in ['get', 'set', 'delete']:
        raise usage_error('pkg', '')
    words = session.words[1:]
    folders = Map([['', session.prefix]]) if session.workspaces is None else session.workspaces
    texts: Map[str, str] = Map()
    shown: Map[str, Any] = Map()
    for name, folder in folders.entries():
        project = Project(session.disk, folder)
        path = join(folder, 'package.json')
        if not project.exists:
            raise NpmError(
                'ENOENT', f"Could not read package.json: Error: ENOENT: no such file or directory, open '{path}'", path
            )
        if verb == 'get':
            shown.set(name, _found(project.manifest, words))
        else:
            _change(session, project.manifest, verb, words)
            texts.set(path, write_json(project.manifest, project.style))
    if verb == 'get':
        session.print(write_json(shown.get('') if session.workspaces is None else shown, _PRINTED))
    else:
        session.write_files(texts)
    return 0


def _found(manifest: Map[str, Any], keys: list[str]) -> Any:
    """One value alone, several as an object."""
    if len(keys) == 0:
        return manifest
    out: Map[str, Any] = Map()
    for key in keys:
        for name, value in find_values(manifest, key).entries():
            out.set(name, value)
    if len(keys) == 1 and out.has(keys[0]):
        return out.get(keys[0])
    return out


def _change(session: Session, manifest: Map[str, Any], verb: str, words: list[str]) -> None:
    if len(words) == 0:
        raise usage_error(
            'pkg',
            'npm pkg set expects a key=value pair of args.' if verb == 'set' else 'npm pkg delete expects key args.',
        )
    for word in words:
        if verb == 'delete':
            delete_value(manifest, word)
            continue
        at = word.find('=')
        if at <= 0 or at == len(word) - 1:
            raise usage_error('pkg', 'npm pkg set expects a key=value pair of args.')
        set_value(manifest, word[:at], _value(session, word[at + 1 :]), session.config.flag('force'))


def _value(session: Session, text: str) -> Any:
    if not session.config.flag('json'):
        return text
    try:
        return parse(text)
    except ValueError as error:
        raise NpmError('EJSONPARSE', f'{text} is not JSON: {error_text(error)}')
