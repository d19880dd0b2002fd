"""One run of npm: its options, its folders, its output. Commands get it as their only argument.

Output is collected by `print` and `warn` and written by `flush`, so that the parts which may not wait need not."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.cache import Cache
from runtime_py.npm.config import LEVELS, Arguments, Config
from runtime_py.npm.files import Disk
from runtime_py.npm.ini import expand
from runtime_py.npm.paths import dirname, join, resolve
from runtime_py.npm.registry import Registry
from runtime_py.npm.registry_source import RegistrySource
from runtime_py.npm.swap import write_texts
from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map
from runtime_py.sys.system import System

STDOUT = 1
STDERR = 2
GLOBAL_PREFIX = '/usr/local'


class Session:
    """`words` are the command's arguments without options; `rest` those after `--`. `prefix` is the project's folder."""

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
        given = line.options.get('prefix')
        self.prefix = resolve(self.cwd, given[-1]) if given is not None else find_prefix(self.disk, self.cwd)
        user = env.get('npm_config_userconfig') or env.get('NPM_CONFIG_USERCONFIG') or join(self.home, '.npmrc')
        project = '' if self.prefix == self.home else self.disk.read_text(join(self.prefix, '.npmrc')) or ''
        self.config = Config(line.options, env, project, self.disk.read_text(user) or '')
        self.user_config = user
        self.is_global = self.config.flag('global') or self.config.text('location') == 'global'
        self.global_prefix = expand(self.config.text('prefix'), env) if self.is_global and self.config.text('prefix') != '' else GLOBAL_PREFIX
        self.cache_folder = resolve(self.cwd, self.config.text('cache') or join(self.home, '.npm'))
        self.registry = Registry(system, self.config, Cache(self.disk, self.cache_folder))
        self.source = RegistrySource(self.registry, self.disk, self.config)
        self._pending: list[_Text] = []

    @property
    def global_folder(self) -> str:
        """The folder whose node_modules holds what is installed globally."""
        return join(self.global_prefix, 'lib')

    @property
    def global_bins(self) -> str:
        return join(self.global_prefix, 'bin')

    @property
    def where(self) -> str:
        """The root of the tree that this run is about."""
        return self.global_folder if self.is_global else self.prefix

    def write_files(self, texts: Map[str, str]) -> None:
        """Files of the project (path -> text), all of them or none. Raises OsError."""
        write_texts(self.disk, self.cache_folder, self.prefix, texts)

    def print(self, text: str) -> None:
        self._pending.append(_Text(STDOUT, text + '\n'))

    def log(self, level: str, text: str) -> None:
        """A line with npm's heading for each line of the text, if the level is wanted."""
        if LEVELS.index(level) > self.config.level():
            return
        heading = 'npm error ' if level == 'error' else ('npm warn ' if level == 'warn' else f'npm {level} ')
        self._pending.append(_Text(STDERR, ''.join([(heading + line).rstrip() + '\n' for line in text.split('\n')])))

    def warn(self, text: str) -> None:
        self.log('warn', text)

    @property
    def unicode(self) -> bool:
        """Whether the terminal shows more than ASCII."""
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


def find_prefix(disk: Disk, cwd: str) -> str:
    """The nearest folder upward which is a project; the cwd itself when there is none. Inside of node_modules it is the folder that has it."""
    parts = cwd.split('/')
    if 'node_modules' in parts:
        return '/'.join(parts[:parts.index('node_modules')]) or '/'
    at = cwd
    while True:
        if disk.exists(join(at, 'package.json')) or disk.exists(join(at, 'node_modules')):
            return at
        if at == '/':
            return cwd
        at = dirname(at)


def parse_environment(pairs: list[str]) -> Map[str, str]:
    out: Map[str, Any] = Map()
    for pair in pairs:
        at = pair.find('=')
        if at > 0:
            out.set(pair[:at], pair[at + 1:])
    return out
