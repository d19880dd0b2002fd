"""What `npm init -y` writes: defaults that are read from the folder, as init-package-json finds them.

Existing fields keep their values and places. Must not know who asks, and writes nothing."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.formats.paths import basename, join
from runtime_py.npm.install.project import read_manifest
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map

# They belong to the development of a project.
_TEST_TOOLS = ['coco', 'coffee-script', 'expresso', 'jasmine', 'jest', 'mocha', 'streamline', 'tap']
# Installed package -> the test script; the last one that is found counts.
_TEST_COMMANDS = [['tap', 'tap test/*.js'], ['expresso', 'expresso test'], ['mocha', 'mocha']]
_NO_TESTS = 'echo "Error: no test specified" && exit 1'
# Field of `directories` -> the names of such a folder.
_FOLDERS = [
    ['example', ['example', 'examples']],
    ['test', ['test', 'tests']],
    ['doc', ['doc', 'docs']],
    ['man', ['man']],
    ['lib', ['lib']],
]


def new_manifest(session: Session, folder: str, known: Map[str, Any]) -> Map[str, Any]:
    config = session.config
    names = session.disk.names(folder)
    out: Map[str, Any] = Map()
    for key, value in known.entries():
        out.set(key, value)
    out.set('name', _scoped(config.text('scope'), text_of(known, 'name') or name_of_folder(folder)))
    out.set('version', text_of(known, 'version') or config.text('init-version'))
    out.set('description', text_of(known, 'description') or _description(session, folder, names))
    out.set('main', text_of(known, 'main') or _main(names, basename(folder)))
    _add_bin(session, folder, out)
    directories = _directories(names)
    if directories.size > 0:
        out.set('directories', directories)
    _add_installed(session, folder, known, out)
    if not known.has('scripts'):
        out.set('scripts', Map([['test', _test_command(session, folder)]]))
    out.set('keywords', known.get('keywords') or [])
    out.set('author', known.get('author') or _author(session))
    out.set('license', text_of(known, 'license') or config.text('init-license'))
    out.set('type', text_of(known, 'type') or config.text('init-type'))
    if config.given('init-private') is not None and not known.has('private'):
        out.set('private', config.flag('init-private'))
    return out


def _scoped(scope: str, name: str) -> str:
    if scope == '' or name.startswith('@'):
        return name
    return f'{"" if scope.startswith("@") else "@"}{scope}/{name}'


def name_of_folder(path: str) -> str:
    """`node-thing` and `thing.js` are `thing`; what a name may not have becomes `-`."""
    name = basename(path)
    if name.startswith('node-'):
        name = name[5:]
    if name.endswith('.js') or name.endswith('-js'):
        name = name[: len(name) - 3]
    out = ''
    for c in name.lower():
        out += c if c.isalnum() or c in '-_.~' else '-'
    return out.lstrip('._-') or 'project'


def _main(names: list[str], folder: str) -> str:
    scripts = [name for name in names if name.endswith('.js')]
    for likely in ['index.js', 'main.js', folder + '.js']:
        if likely in scripts:
            return likely
    return scripts[0] if len(scripts) > 0 else 'index.js'


def _add_bin(session: Session, folder: str, out: Map[str, Any]) -> None:
    if out.has('bin'):
        return
    for name in session.disk.names(join(folder, 'bin')):
        if name.endswith('.js'):
            out.set('bin', Map([[basename(text_of(out, 'name')), f'bin/{name}']]))
            return


def _directories(names: list[str]) -> Map[str, Any]:
    found: Map[str, Any] = Map()
    for name in names:
        for field, likely in _FOLDERS:
            if name in likely:
                found.set(str(field), name)
    return found


def _description(session: Session, folder: str, names: list[str]) -> str:
    """The first paragraph of the README that isn't a heading."""
    text = _readme(session, folder, names)
    lines = text.strip().split('\n')
    start = 0
    while start < len(lines) and (lines[start].strip() == '' or lines[start].strip().startswith('#')):
        start += 1
    end = start
    while end < len(lines) and lines[end].strip() != '':
        end += 1
    return ' '.join(lines[start:end]).strip()


def _readme(session: Session, folder: str, names: list[str]) -> str:
    plain = ''
    for name in names:
        if name == 'README':
            plain = session.disk.read_text(join(folder, name)) or ''
        elif name.lower().startswith('readme.') and _is_markdown(name.lower().rpartition('.')[2]):
            return session.disk.read_text(join(folder, name)) or ''
    return plain


def _is_markdown(end: str) -> bool:
    """md, mkd, markdown: the letters of `markdown` in their order, some left out."""
    at = 0
    for letter in end:
        at = 'markdown'.find(letter, at) + 1
        if at == 0:
            return False
    return True


def _test_command(session: Session, folder: str) -> str:
    installed = session.disk.names(join(folder, 'node_modules'))
    found = _NO_TESTS
    for name, command in _TEST_COMMANDS:
        if name in installed:
            found = command
    return found


def _add_installed(session: Session, folder: str, known: Map[str, Any], out: Map[str, Any]) -> None:
    """Adds the packages in node_modules as dependencies."""
    if not session.disk.is_folder(join(session.cwd, 'node_modules')):
        return
    names = [name for name in session.disk.names(join(session.cwd, 'node_modules')) if not name.startswith('.')]
    for field, others in [['dependencies', 'devDependencies'], ['devDependencies', 'dependencies']]:
        if known.has(field):
            continue
        found: Map[str, Any] = Map()
        for name in names:
            version = text_of(read_manifest(session.disk, join(folder, 'node_modules', name)), 'version')
            if (
                version != ''
                and (name in _TEST_TOOLS) == (field == 'devDependencies')
                and not map_of(known, others).has(name)
            ):
                found.set(
                    name, ('' if session.config.flag('save-exact') else session.config.text('save-prefix')) + version
                )
        if found.size > 0 or field == 'devDependencies':
            out.set(field, found)


def _author(session: Session) -> str:
    """Formats `name <email> (url)`."""
    config = session.config
    email = config.text('init-author-email')
    url = config.text('init-author-url')
    return config.text('init-author-name') + (f' <{email}>' if email != '' else '') + (f' ({url})' if url != '' else '')
