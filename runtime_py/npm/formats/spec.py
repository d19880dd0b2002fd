"""The spec of a dependency: `name`, `name@range`, `name@tag`, `alias@npm:name@range`, a tarball's URL, `file:`. As
npm-package-arg, without git.

Pure: parses the spec, and doesn't check that the package exists."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import relative, resolve
from runtime_py.npm.formats.range import parse_range
from runtime_py.npm.formats.version import valid
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

VERSION = 'version'
RANGE = 'range'
TAG = 'tag'
ALIAS = 'alias'
REMOTE = 'remote'
FILE = 'file'
DIRECTORY = 'directory'

_KNOWN_LIMIT = 20000

_URL = compile('^(?:git\\+)?[a-z]+:', 'i')
_SCP = compile('^[^@]+@[^:.]+\\.[^:]+:.+$', 'i')
_ARCHIVE = compile('\\.(?:tgz|tar\\.gz|tar)$', 'i')
_PATH = compile('^(?:\\.|~/|/|[a-zA-Z]:)')
_NAME_PART = compile('^[^\\s/@:?#\\\\%&+,;=<>|\\[\\]{}^`"]+$')
_TAG = compile("^[A-Za-z0-9_.!~*'()-]+$")
_SHORTCUT = compile('^[^/@.:\\s][^/@:\\s]*/[^/@:\\s#]+(?:#.*)?$')
_HOSTED = compile('^(?:github|gitlab|bitbucket|gist):', 'i')
_HOSTED_PAGE = compile(
    '^https?://(?:[^/@]*@)?(?:www\\.)?(?:github|gitlab|bitbucket)\\.(?:com|org)/[^/]+/[^/]+?(?:\\.git)?/?(?:#.*)?$', 'i'
)


class Spec:
    """`type` is one of the constants; `fetch` is what to look for: a version, range or tag, a URL, or an absolute path.
    `name` is None when only the package itself has it. `save` is the text for package.json; '' when that depends on the
    version found. An alias has `target`, the real spec."""

    def __init__(self, type: str, name: str | None, raw: str, fetch: str, save: str = '') -> None:
        self.type = type
        self.name = name
        self.raw = raw
        self.fetch = fetch
        self.save = save
        self.target: Spec | None = None

    @property
    def from_registry(self) -> bool:
        return self.type == VERSION or self.type == RANGE or self.type == TAG or self.type == ALIAS

    @property
    def package(self) -> str:
        """The name in the registry; for an alias, its target's."""
        if self.target is not None:
            return self.target.name or ''
        return self.name or ''

    def text(self) -> str:
        return self.raw if self.name is None else f'{self.name}@{self.raw}'


def parse_argument(text: str, where: str, home: str = '/home') -> Spec:
    """Parses what the user typed: `react@18`, `./folder`, `https://...`. Raises NpmError."""
    at = text.find('@', 1)
    name = text[:at] if at > 0 else text
    if _URL.test(text) or _SCP.test(text):
        return _resolve(None, text, where, home)
    if not name.startswith('@') and (name.find('/') >= 0 or _ARCHIVE.test(name)):
        return _resolve(None, text, where, home)
    if at > 0:
        return parse_dependency(name, text[at + 1 :] or '*', where, home)
    if valid_name(text):
        return parse_dependency(text, '*', where, home)
    return _resolve(None, text, where, home)


_known: Map[str, Spec] = Map()


def parse_dependency(name: str, raw: str, where: str, home: str = '/home') -> Spec:
    """Parses an entry of `dependencies`. `where` is the folder of the dependent. Raises NpmError."""
    found = _known.get(f'{name}@{raw}')
    if found is not None:
        return found
    if not valid_name(name):
        raise NpmError('EINVALIDPACKAGENAME', f'Invalid package name "{name}" of package "{name}@{raw}".')
    spec = _resolve(name, raw.strip(), where, home)
    if spec.from_registry:  # these have the same meaning in every package.json
        if _known.size >= _KNOWN_LIMIT:
            _known.clear()
        _known.set(f'{name}@{raw}', spec)
    return spec


def valid_name(name: str) -> bool:
    """Whether a package may have this name, by the old rules; names that would leave node_modules are refused too."""
    if len(name) > 214 or name.lower() == 'node_modules' or name.lower() == 'favicon.ico':
        return False
    parts = name.split('/')
    if name.startswith('@'):
        return len(parts) == 2 and len(parts[0]) > 1 and _valid_part(parts[0][1:]) and _valid_part(parts[1])
    return len(parts) == 1 and _valid_part(name)


def _valid_part(part: str) -> bool:
    return not part.startswith('.') and not part.startswith('_') and _NAME_PART.test(part)


def scope_of(name: str) -> str:
    """`@scope` or ''."""
    return name[: name.find('/')] if name.startswith('@') else ''


def _resolve(name: str | None, raw: str, where: str, home: str) -> Spec:
    lower = raw.lower()
    if lower.startswith('file:') or _PATH.test(raw):
        return _file(name, raw, where, home)
    if lower.startswith('npm:'):
        return _alias(name, raw, where, home)
    if lower.startswith('workspace:'):
        raise NpmError('EUNSUPPORTEDPROTOCOL', f'Unsupported URL Type "workspace:": {raw}')
    if _is_git(name, raw):
        raise NpmError(
            'EUNSUPPORTEDSPEC',
            f'git dependencies need git, which this machine does not have: {raw}\n'
            'Use a version from the registry, or the URL of a tarball that allows cross-origin requests.',
        )
    if lower.startswith('http:') or lower.startswith('https:'):
        return Spec(REMOTE, name, raw, raw, raw)
    if _URL.test(raw):
        raise NpmError('EUNSUPPORTEDPROTOCOL', f'Unsupported URL Type "{raw[: raw.find(":") + 1]}": {raw}')
    if raw.find('/') >= 0 or _ARCHIVE.test(raw):
        return _file(name, raw, where, home)
    if name is None:
        raise NpmError('EINVALIDPACKAGENAME', f'Invalid package name "{raw}".')
    return _registry(name, raw)


def _is_git(name: str | None, raw: str) -> bool:
    if _HOSTED.test(raw) or _HOSTED_PAGE.test(raw) or _SCP.test(raw):
        return True
    if raw.lower().startswith('git') and _URL.test(raw):
        return True
    return (name is None or raw.find('@') < 0) and _SHORTCUT.test(raw)


def _registry(name: str, raw: str) -> Spec:
    text = raw or '*'
    if valid(text, True) is not None:
        return Spec(VERSION, name, raw, text)
    if parse_range(text, True) is not None:
        return Spec(RANGE, name, raw, text)
    if not _TAG.test(text):
        raise NpmError(
            'EINVALIDTAGNAME',
            f'Invalid tag name "{text}" of package "{name}@{raw}": '
            'Tags may not have any characters that encodeURIComponent encodes.',
        )
    return Spec(TAG, name, raw, text)


def _alias(name: str | None, raw: str, where: str, home: str) -> Spec:
    target = parse_argument(raw[4:], where, home)
    if target.type == ALIAS:
        raise NpmError('EUNSUPPORTEDALIAS', 'nested aliases not supported')
    if not target.from_registry:
        raise NpmError('EUNSUPPORTEDALIAS', 'aliases only work for registry deps')
    spec = Spec(ALIAS, name if name is not None else target.name, raw, target.fetch)
    spec.target = target
    return spec


def _file(name: str | None, raw: str, where: str, home: str) -> Spec:
    path = raw[5:] if raw.lower().startswith('file:') else raw
    while path.startswith('//'):
        path = path[1:]
    if path.startswith('/./') or path.startswith('/../'):
        path = path[1:]
    kind = FILE if _ARCHIVE.test(path) else DIRECTORY
    if path == '~' or path.startswith('~/'):
        return Spec(kind, name, raw, resolve(home, path[2:]), 'file:' + path)
    absolute = resolve(where, path)
    return Spec(kind, name, raw, absolute, 'file:' + (absolute if path.startswith('/') else relative(where, absolute)))
