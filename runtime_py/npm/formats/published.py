"""The forms that package.json's fields have in a registry: people as objects, repositories as addresses of git, pages
that follow from them. As npm's normalize-data. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.hosted import clone_url, hosted
from runtime_py.npm.formats.manifest import bins_of, map_of, text_of
from runtime_py.npm.formats.spec import valid_name
from runtime_py.npm.formats.version import valid
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

NO_README = 'ERROR: No README data found!'
_NAME = compile('^([^(<]+)')
_URL = compile('\\(([^()]+)\\)')
_EMAIL = compile('<([^<>]+)>')
_SCHEME = compile('^[a-zA-Z][a-zA-Z0-9+.-]*:')
_IN_BIN = compile('^(\\.[/\\\\])?node_modules[/\\\\].bin[\\\\/]')
_COMMAS = compile(',\\s+')


def fix(manifest: Map[str, Any]) -> list[str]:
    """What npm corrects before it publishes; says what it was. Raises NpmError."""
    said: list[str] = []
    name = text_of(manifest, 'name')
    if name != name.strip():
        manifest.set('name', name.strip())
        said.append('Whitespace was trimmed from "name"')
    if not valid_name(name.strip()):
        raise NpmError('', f'Invalid name: {stringify(name.strip())}')
    version = text_of(manifest, 'version')
    if version != '' and valid(version, True) is None:
        raise NpmError('', f'Invalid version: "{version}"')
    clean = valid(version, True)
    if clean is not None and clean != version:
        manifest.set('version', clean)
        said.append(f'"version" was cleaned and set to "{clean}"')
    said.extend(_fix_bundled(manifest))
    said.extend(_fix_bins(manifest))
    said.extend(_fix_repository(manifest))
    said.extend(_fix_scripts(manifest))
    return said


def _fix_bundled(manifest: Map[str, Any]) -> list[str]:
    if manifest.has('bundledDependencies') and not manifest.has('bundleDependencies'):
        manifest.set('bundleDependencies', manifest.get('bundledDependencies'))
    manifest.delete('bundledDependencies')
    given: Any = manifest.get('bundleDependencies')
    if given is False:
        manifest.set('bundleDependencies', [])
        return ['"bundleDependencies" was changed from "false" to "[]"']
    if given is True:
        manifest.set('bundleDependencies', list(map_of(manifest, 'dependencies').keys()))
        return ['"bundleDependencies" was auto-populated from "dependencies"']
    if isinstance(given, Map):
        manifest.set('bundleDependencies', list(given.keys()))
        return ['"bundleDependencies" was changed from an object to an array']
    if manifest.has('bundleDependencies') and not isinstance(given, list):
        manifest.delete('bundleDependencies')
        return ['"bundleDependencies" was removed']
    return []


def _fix_bins(manifest: Map[str, Any]) -> list[str]:
    given: Any = manifest.get('bin')
    if given is None:
        return []
    said: list[str] = []
    if isinstance(given, str):
        said.append('"bin" was converted to an object')
        name = text_of(manifest, 'name')
        given = Map([[name, given]])
    table = bins_of(Map([['bin', given]]))
    for command, path in given.entries() if isinstance(given, Map) else []:
        base = command[command.rfind('/') + 1 :]
        if not table.has(base):
            said.append(f'removed invalid "bin[{command}]"')
            continue
        if base != command:
            said.append(f'"bin[{command}]" was renamed to "bin[{base}]"')
        if table.get(base) != path:
            said.append(f'"bin[{base}]" script name {table.get(base)} was invalid and removed')
    if table.size == 0:
        manifest.delete('bin')
        said.append('empty "bin" was removed')
    else:
        manifest.set('bin', table)
    return said


def _fix_repository(manifest: Map[str, Any]) -> list[str]:
    said: list[str] = []
    given: Any = manifest.get('repository')
    if isinstance(given, str) and given != '':
        said.append('"repository" was changed from a string to an object')
        given = Map([['type', 'git'], ['url', given]])
        manifest.set('repository', given)
    if isinstance(given, Map):
        url = text_of(given, 'url')
        found = clone_url(url)
        if found != '' and found != url:
            said.append(f'"repository.url" was normalized to "{found}"')
            given.set('url', found)
    return said


def _fix_scripts(manifest: Map[str, Any]) -> list[str]:
    said: list[str] = []
    scripts = map_of(manifest, 'scripts')
    for name, script in list(scripts.entries()):
        found = _IN_BIN.exec(script) if isinstance(script, str) else None
        if not isinstance(script, str):
            scripts.delete(name)
            said.append(f'Invalid scripts."{name}" was removed')
        elif found is not None:
            scripts.set(name, script[found.end :])
            said.append(f'scripts entry "{name}" was fixed to remove node_modules/.bin reference')
    return said


def complete(manifest: Map[str, Any]) -> None:
    """Fills in what follows from other fields."""
    _describe(manifest)
    repository = map_of(manifest, 'repository')
    found = hosted(text_of(repository, 'url'))
    _set_bugs(manifest, found.bugs if found is not None else '')
    _set_keywords(manifest)
    if text_of(manifest, 'homepage') == '' and found is not None:
        manifest.set('homepage', found.docs)
    home = text_of(manifest, 'homepage')
    if home != '' and not _SCHEME.test(home):
        manifest.set('homepage', 'http://' + home)
    if not manifest.has('readme'):
        manifest.set('readme', NO_README)
    author: Any = manifest.get('author')
    if author is not None and author != '':
        manifest.set('author', person(author))
    for field in ['maintainers', 'contributors']:
        people: Any = manifest.get(field)
        if isinstance(people, list):
            manifest.set(field, [person(each) for each in people])


def _describe(manifest: Map[str, Any]) -> None:
    readme = text_of(manifest, 'readme')
    given: Any = manifest.get('description')
    if given is not None and not isinstance(given, str):
        manifest.delete('description')
    if text_of(manifest, 'description') == '' and readme not in ['', NO_README]:
        manifest.set('description', described(readme))


def described(readme: str) -> str:
    """The first paragraph that isn't a heading."""
    lines = readme.strip().split('\n')
    start = 0
    while start < len(lines) and (lines[start].strip() == '' or lines[start].strip().startswith('#')):
        start += 1
    end = start + 1
    while end < len(lines) and lines[end].strip() != '':
        end += 1
    return ' '.join(lines[start:end]).strip()


def _set_bugs(manifest: Map[str, Any], usual: str) -> None:
    given: Any = manifest.get('bugs')
    if given is None or given == '':
        if usual != '':
            manifest.set('bugs', Map([['url', usual]]))
        return
    out: Map[str, Any] = Map()
    if isinstance(given, str):
        is_mail = given.find('@') >= 0 and given.find('@') < given.rfind('.')
        if not is_mail and not _SCHEME.test(given):
            return
        out.set('email' if is_mail else 'url', given)
    elif isinstance(given, Map):
        url = text_of(given, 'url') or text_of(given, 'web')
        if _SCHEME.test(url):
            out.set('url', url)
        mail = text_of(given, 'email')
        if mail.find('@') >= 0 and mail.find('@') < mail.rfind('.'):
            out.set('email', mail)
    if out.size > 0:
        manifest.set('bugs', out)
    else:
        manifest.delete('bugs')


def _set_keywords(manifest: Map[str, Any]) -> None:
    given: Any = manifest.get('keywords')
    if isinstance(given, str):
        found: list[str] = []
        at = 0
        while True:
            comma = _COMMAS.exec(given, at)
            if comma is None:
                break
            found.append(given[at : comma.start])
            at = comma.end
        given = [*found, given[at:]]
    if isinstance(given, list):
        manifest.set('keywords', [word for word in given if isinstance(word, str) and word != ''])
    elif given is not None:
        manifest.delete('keywords')


def person(given: Any) -> Map[str, Any]:
    """`Name <mail> (page)` or an object."""
    text = given if isinstance(given, str) else ''
    if isinstance(given, Map):
        url = text_of(given, 'url') or text_of(given, 'web')
        mail = text_of(given, 'email') or text_of(given, 'mail')
        text = text_of(given, 'name') + (f' <{mail}>' if mail != '' else '') + (f' ({url})' if url != '' else '')
    out: Map[str, Any] = Map()
    name = _NAME.exec(text)
    if name is not None and (name.groups[1] or '').strip() != '':
        out.set('name', (name.groups[1] or '').strip())
    for key, pattern in [['email', _EMAIL], ['url', _URL]]:
        found = pattern.exec(text)  # type: ignore[attr-defined]
        if found is not None:
            out.set(key, found.groups[1])
    return out
