"""npm init [-y]: a new package.json. npm init NAME (npm create NAME): runs create-NAME."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.commands.execute import run_command
from runtime_py.npm.json_files import Style, write_json
from runtime_py.npm.manifest import map_of, text_of
from runtime_py.npm.paths import basename, join
from runtime_py.npm.project import Project
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    if len(session.words) > 0:
        return await run_command(session, create_name(session.words[0]), [*session.words[1:], *session.rest])
    path = join(session.cwd, 'package.json')
    manifest = _with_defaults(session, Project(session.disk, session.cwd).manifest)
    text = write_json(manifest, Style('  ', '\n', True))
    session.write_files(Map([[path, text]]))
    if not session.silent:
        session.print(f'Wrote to {path}:\n\n{text}\n')
    return 0


def create_name(word: str) -> str:
    """`vite@latest` is create-vite@latest, `@scope` is @scope/create, `@scope/a` is @scope/create-a."""
    at = word.find('@', 1)
    name = word if at < 0 else word[:at]
    version = '' if at < 0 else word[at:]
    if not name.startswith('@'):
        return f'create-{name}{version}'
    slash = name.find('/')
    return f'{name}/create{version}' if slash < 0 else f'{name[:slash]}/create-{name[slash + 1:]}{version}'


def _with_defaults(session: Session, known: Map[str, Any]) -> Map[str, Any]:
    """What `npm init -y` writes; what is there already stays."""
    config = session.config
    main = 'index.js'
    for name in session.disk.names(session.cwd):
        if name.endswith('.js') and not session.disk.exists(join(session.cwd, main)):
            main = name
    out: Map[str, Any] = Map()
    out.set('name', text_of(known, 'name') or _name_of_folder(session.cwd))
    out.set('version', text_of(known, 'version') or config.text('init-version'))
    out.set('description', text_of(known, 'description'))
    out.set('main', text_of(known, 'main') or main)
    scripts = map_of(known, 'scripts')
    if scripts.size == 0:
        scripts.set('test', 'echo "Error: no test specified" && exit 1')
    out.set('scripts', scripts)
    out.set('keywords', known.get('keywords') or [])
    out.set('author', known.get('author') or config.text('init-author-name'))
    out.set('license', text_of(known, 'license') or config.text('init-license'))
    out.set('type', text_of(known, 'type') or config.text('init-type'))
    for key, value in known.entries():
        if not out.has(key):
            out.set(key, value)
    return out


def _name_of_folder(path: str) -> str:
    out = ''
    for c in basename(path).lower():
        out += c if c.isalnum() or c in '-_.~' else '-'
    return out.lstrip('._-') or 'project'
