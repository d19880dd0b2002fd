"""The settings of `serve`: its command line, and the member `serve` of package.json (port, host, proxy, base, mode).
Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.paths import join
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile
from runtime_py.platform.text import error_text

DEFAULT_PORT = 5173
PREVIEW_PORT = 4173
USAGE = """usage: serve [options] [dir]

Serves a folder with hot module replacement: TypeScript, JSX, CSS, JSON, assets. You need not install or configure anything.

  --port N            listen on N (default: 5173, or the next free port)
  --strict-port       fail when the port is taken
  --host ADDRESS      listen on this address (default: 127.0.0.1)
  --mode MODE         mode of .env files and import.meta.env (default: development)
  --proxy PATH=URL    forward requests below PATH to URL; can be repeated
  --no-hmr            don't push updates
  --force             bundle the dependencies again
  --build             bundle for production into dist/, and exit
  --preview           serve dist/ as it was built (with --build: build it first)
  --states            print each change of state
  -h, --help          this text"""


class UsageError(Exception):
    """`message` describes the mistake on the command line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ProxyRule:
    """Requests whose path begins with `path` (`^` begins a regular expression) go to `target`, an http URL."""

    def __init__(self, path: str, target: str, strip: str) -> None:
        self.path = path
        self.target = target
        self.strip = strip


class Settings:
    def __init__(self) -> None:
        self.root = '.'
        self.port = DEFAULT_PORT
        self.is_strict_port = False
        self.host = '127.0.0.1'
        self.mode = ''
        self.is_build = False
        self.is_preview = False  # of a build
        self.has_hmr = True
        self.is_forced = False
        self.prints_states = False
        self.wants_help = False
        self.proxies: list[ProxyRule] = []


def parse_command_line(words: list[str]) -> Settings:
    """Raises UsageError."""
    settings = Settings()
    folders: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        equals = word.find('=')
        name = word[0:equals] if word.startswith('--') and equals > 0 else word
        if name in ['--port', '-p', '--host', '--mode', '-m', '--proxy']:
            if name != word:
                value = word[equals + 1 :]
            else:
                at += 1
                value = words[at] if at < len(words) else ''
            if value == '':
                raise UsageError(f'{name} needs a value')
            _take(settings, name, value)
        elif not _take_flag(settings, word):
            if word.startswith('-'):
                raise UsageError(f'unknown option {word}')
            folders.append(word)
        at += 1
    if len(folders) > 1:
        raise UsageError(f'only one folder can be served, not {len(folders)}')
    if len(folders) == 1:
        settings.root = folders[0]
    if settings.is_preview and settings.port == DEFAULT_PORT:
        settings.port = PREVIEW_PORT
    if settings.mode == '':
        settings.mode = 'production' if settings.is_build else 'development'
    return settings


def _take_flag(settings: Settings, word: str) -> bool:
    if word == '--strict-port' or word == '--strictPort':
        settings.is_strict_port = True
    elif word == '--no-hmr':
        settings.has_hmr = False
    elif word == '--build':
        settings.is_build = True
    elif word == '--preview':
        settings.is_preview = True
    elif word == '--force':
        settings.is_forced = True
    elif word == '--states':
        settings.prints_states = True
    elif word == '-h' or word == '--help':
        settings.wants_help = True
    else:
        return False
    return True


def _take(settings: Settings, name: str, value: str) -> None:
    if name == '--port' or name == '-p':
        settings.port = port_number(value)
    elif name == '--host':
        settings.host = value
    elif name == '--mode' or name == '-m':
        settings.mode = value
    else:
        at = value.find('=')
        if at < 1:
            raise UsageError('--proxy is PATH=URL')
        settings.proxies.append(proxy_rule(value[0:at], value[at + 1 :], ''))


def port_number(text: str) -> int:
    if not text.isdigit() or len(text) > 5 or int(text) > 65535:
        raise UsageError(f'{text} is not a port')
    return int(text)


def proxy_rule(path: str, target: str, strip: str) -> ProxyRule:
    if (
        not target.startswith('http://')
        and not target.startswith('https://')
        and not target.startswith('ws://')
        and not target.startswith('wss://')
    ):
        raise UsageError(f'the target of a proxy rule must be a URL, not {target}')
    if path.startswith('^'):
        try:
            compile(path)
        except ValueError as error:
            raise UsageError(f'the proxy rule {path} is not a valid regular expression: {error_text(error)}')
    return ProxyRule(path, target.replace('ws://', 'http://').replace('wss://', 'https://').removesuffix('/'), strip)


def take_package(settings: Settings, description: Any) -> None:
    """Takes settings from package.json that the command line doesn't give."""
    own = description.get('serve') if isinstance(description, Map) else None
    if not isinstance(own, Map):
        return
    if settings.port == DEFAULT_PORT and own.has('port'):
        settings.port = port_number(str(own.get('port')))
    rules = own.get('proxy')
    if isinstance(rules, Map):
        for path, rule in rules.entries():
            if isinstance(rule, str):
                settings.proxies.append(proxy_rule(path, rule, ''))
            elif isinstance(rule, Map):
                settings.proxies.append(proxy_rule(path, str(rule.get('target')), str(rule.get('stripPrefix') or '')))


def find_proxy(rules: list[ProxyRule], path: str) -> ProxyRule | None:
    for rule in rules:
        if compile(rule.path).test(path) if rule.path.startswith('^') else path.startswith(rule.path):
            return rule
    return None


def absolute_root(cwd: str, settings: Settings) -> str:
    return join(cwd, settings.root)
