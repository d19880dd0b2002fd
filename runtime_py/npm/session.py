"""One run of npm: its options, its folders, its output. Commands get it as their only argument.

Output is collected by `print` and `warn` and written by `flush`, so that synchronous code can print."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.arguments import Arguments
from runtime_py.npm.config import LEVELS, Config
from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import Disk
from runtime_py.npm.formats.ini import expand
from runtime_py.npm.formats.manifest import parse_package, text_of
from runtime_py.npm.formats.paths import dirname, join, resolve
from runtime_py.npm.install.swap import write_texts
from runtime_py.npm.registry.cache import Cache
from runtime_py.npm.registry.registry import Registry
from runtime_py.npm.registry.registry_source import RegistrySource
from runtime_py.npm.tree.workspaces import map_workspaces, none_found, select
from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import OsError
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.sys.system import System

STDIN = 0
STDOUT = 1
STDERR = 2
GLOBAL_PREFIX = '/usr/local'


class Session:
    """`words` are the command's arguments without options; `rest` those after `--`. `prefix` is the project's folder;
    `implicit_workspace` the workspace that contains the cwd, or ''. `workspaces`: name -> folder of the selected ones,
    None when the command is for the project."""

    def __init__(self, system: System, line: Arguments, env: Map[str, str]) -> None:
        self.system = system
        self.disk = Disk(system)
        self.env = env
        self.command = line.words[0] if len(line.words) > 0 else ''
        self.words = line.words[1:]
        self.rest = line.rest
        self.started = monotonic_ms()
        self.home = env.get('HOME') or '/root'
        self.cwd = system.getcwd()
        self._pending: list[_Text] = []
        self._json: Any = None
        self.workspaces: Map[str, str] | None = None
        self.implicit_workspace = ''
        self.prefix = self._find_prefix(line)
        self.user_config = self._path_option(line, 'userconfig', join(self.home, '.npmrc'))
        self.global_config = self._path_option(line, 'globalconfig', join(GLOBAL_PREFIX, 'etc', 'npmrc'))
        self.project_config = join(self.prefix, '.npmrc')
        is_own = self.project_config != self.user_config and not _is_global(line)
        paths = [self.project_config, self.user_config, self.global_config]
        texts = [_config_text(self.disk, path) for path in paths]
        self.config = Config(line.options, env, texts[0] if is_own else '', texts[1], texts[2], paths)
        self.warnings = [*line.warnings, *self.config.warnings]
        self.is_global = self.config.flag('global') or self.config.text('location') == 'global'
        self.global_prefix = (
            expand(self.config.text('prefix'), env)
            if self.config.text('prefix') != '' and (self.is_global or line.options.get('prefix') is None)
            else GLOBAL_PREFIX
        )
        self.cache_folder = resolve(self.cwd, _at_home(self.config.text('cache') or '~/.npm', self.home))
        self.registry = Registry(system, self.config, Cache(self.disk, self.cache_folder))
        self.source = RegistrySource(self.registry, self.disk, self.config)

    def _find_prefix(self, line: Arguments) -> str:
        given = line.options.get('prefix')
        if given is not None:
            return resolve(self.cwd, _at_home(given[-1], self.home))
        prefix = find_prefix(self.disk, self.cwd)
        if _is_global(line) or line.last('workspaces', 'true') == 'false':
            return prefix
        root = _workspace_root(self.disk, prefix)
        if root == '':
            return prefix
        self.implicit_workspace = prefix
        return root

    def _path_option(self, line: Arguments, key: str, usual: str) -> str:
        given = line.options.get(key)
        name = 'npm_config_' + key
        found = given[-1] if given is not None else self.env.get(name) or self.env.get(name.upper()) or usual
        return resolve(self.cwd, _at_home(found, self.home))

    @property
    def workspace_filters(self) -> list[str]:
        """The requested workspaces, else the one that contains the cwd."""
        given = [text.strip() for text in self.config.given('workspace') or [] if text.strip() != '']
        return given if len(given) > 0 or self.implicit_workspace == '' else [self.implicit_workspace]

    @property
    def workspaces_enabled(self) -> bool:
        return self.config.flag_or_none('workspaces') is not False

    def select_workspaces(self, with_root: bool) -> Map[str, str]:
        """The workspaces that the options select; the project itself first when it is included. Raises NpmError when
        there are none."""
        manifest = self.source.folder(self.prefix)
        found: Map[str, str] = Map()
        if with_root:
            found.set(text_of(manifest, 'name'), self.prefix)
        for name, path in select(
            map_workspaces(self.disk, self.prefix, manifest), self.workspace_filters, self.prefix, self.cwd
        ).entries():
            found.set(name, path)
        if found.size == 0:
            raise none_found(self.workspace_filters)
        return found

    @property
    def global_folder(self) -> str:
        """The folder whose node_modules has the globally installed packages."""
        return join(self.global_prefix, 'lib')

    @property
    def global_bins(self) -> str:
        return join(self.global_prefix, 'bin')

    @property
    def where(self) -> str:
        """The root folder of the tree for this run."""
        return self.global_folder if self.is_global else self.prefix

    def write_files(self, texts: Map[str, str]) -> None:
        """Writes files of the project (path -> text), all or none. Raises OsError."""
        write_texts(self.disk, self.cache_folder, self.prefix, texts)

    def print(self, text: str) -> None:
        self._pending.append(_Text(STDOUT, text + '\n'))

    def print_json(self, value: Any) -> None:
        """Prints at the end of the run; results of several parts are merged into one object."""
        known = self._json
        if known is None:
            self._json = value
        elif isinstance(known, Map) and isinstance(value, Map):
            for key, item in value.entries():
                known.set(key, item)
        else:
            self.print(stringify(known, 2))
            self._json = value

    async def finish(self) -> None:
        """Writes all collected output."""
        if self._json is not None:
            self.print(stringify(self._json, 2))
            self._json = None
        await self.flush()

    def print_error(self, text: str) -> None:
        """Prints a line unchanged on standard error."""
        self._pending.append(_Text(STDERR, text + '\n'))

    def log(self, level: str, text: str) -> None:
        """Prints each line of the text with npm's heading, if the log level includes it."""
        if LEVELS.index(level) > self.config.level():
            return
        heading = f'{self.config.text("heading")} {level} '
        self._pending.append(_Text(STDERR, ''.join([(heading + line).rstrip() + '\n' for line in text.split('\n')])))

    def warn(self, text: str) -> None:
        self.log('warn', text)

    @property
    def unicode(self) -> bool:
        """Whether the terminal can show more than ASCII."""
        locale = self.env.get('LC_ALL') or self.env.get('LC_CTYPE') or self.env.get('LANG') or ''
        return self.config.flag('unicode') and (locale.lower().endswith('utf-8') or locale.lower().endswith('utf8'))

    @property
    def silent(self) -> bool:
        return self.config.level() == 0

    async def flush(self) -> None:
        pending = self._pending
        self._pending = []
        for item in pending:
            await self.write(item.fd, item.text)

    async def write(self, fd: int, text: str) -> None:
        data = encode(text)
        await self.system.write_async(fd, data, 0, len(data))

    def environment(self) -> list[str]:
        return [f'{name}={value}' for name, value in self.env.entries()]


class _Text:
    def __init__(self, fd: int, text: str) -> None:
        self.fd = fd
        self.text = text


def _config_text(disk: Disk, path: str) -> str:
    """A configuration that may not be read counts as absent, as for npm: an install script doesn't see the user's."""
    try:
        return disk.read_text(path) or ''
    except OsError:
        return ''


def _is_global(line: Arguments) -> bool:
    return line.last('global', 'false') != 'false' or line.last('location', '') == 'global'


def _at_home(path: str, home: str) -> str:
    return join(home, path[2:]) if path.startswith('~/') else path


def find_prefix(disk: Disk, cwd: str) -> str:
    """The nearest folder upward that is a project; the cwd itself when there is none."""
    at = cwd
    while True:
        if disk.exists(join(at, 'package.json')) or disk.exists(join(at, 'node_modules')):
            return at
        if at == '/':
            return cwd
        at = dirname(at)


def _workspace_root(disk: Disk, folder: str) -> str:
    """The nearest project above that has this folder among its workspaces; '' when there is none. A project that may
    not be read counts as absent, as for npm."""
    at = folder
    while at != '/':
        at = dirname(at)
        try:
            text = disk.read_text(join(at, 'package.json'))
            if text is None:
                continue
            if folder in list(map_workspaces(disk, at, parse_package(text, at)).values()):
                return at
        except (NpmError, OsError):
            continue  # an unrelated project
    return ''


def parse_environment(pairs: list[str]) -> Map[str, str]:
    out: Map[str, Any] = Map()
    for pair in pairs:
        at = pair.find('=')
        if at > 0:
            out.set(pair[:at], pair[at + 1 :])
    return out
