"""What npm is configured to do: defaults < user's .npmrc < project's .npmrc < environment (npm_config_*) < command line.

Knows the table of options and which registry and token serve a package. Reads no files itself: their texts are handed in (npm/project.py)."""
from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.ini import parse_ini
from runtime_py.npm.spec import scope_of
from runtime_py.platform.maps import Map
from runtime_py.sys.proxies import Proxies, proxies_of

DEFAULT_REGISTRY = 'https://registry.npmjs.org/'

# Options which take no value on the command line, and their defaults. `--no-x` turns one off.
FLAGS: Map[str, bool] = Map([
    ['save', True], ['save-dev', False], ['save-optional', False], ['save-peer', False], ['save-prod', False], ['save-exact', False], ['save-bundle', False],
    ['global', False], ['dry-run', False], ['package-lock', True], ['package-lock-only', False], ['prefer-offline', False], ['prefer-online', False],
    ['offline', False], ['audit', True], ['fund', True], ['progress', True], ['yes', False], ['force', False], ['legacy-peer-deps', False],
    ['strict-peer-deps', False], ['ignore-scripts', False], ['engine-strict', False], ['json', False], ['long', False], ['parseable', False], ['all', False],
    ['if-present', False], ['foreground-scripts', False], ['bin-links', True], ['prefer-dedupe', False], ['production', False], ['version', False],
    ['versions', False], ['help', False], ['usage', False], ['silent', False], ['quiet', False], ['verbose', False], ['workspaces', False], ['color', True],
    ['unicode', True], ['install-links', False], ['optional', True], ['dev', False], ['link', False], ['update-notifier', True], ['strict-ssl', True],
    ['strict-allow-scripts', False], ['private', False]])

# Options with a value, and their defaults. Lists collect what is given several times.
VALUES: Map[str, str] = Map([
    ['registry', DEFAULT_REGISTRY], ['tag', 'latest'], ['prefix', ''], ['userconfig', ''], ['globalconfig', ''], ['cache', ''], ['loglevel', 'notice'],
    ['fetch-retries', '2'], ['fetch-retry-factor', '4'], ['fetch-retry-mintimeout', '1000'], ['fetch-retry-maxtimeout', '10000'], ['fetch-timeout', '300000'],
    ['maxsockets', '16'], ['save-prefix', '^'], ['depth', ''], ['call', ''], ['script-shell', 'sh'], ['install-strategy', 'hoisted'], ['lockfile-version', '3'],
    ['init-version', '1.0.0'], ['init-license', 'ISC'], ['init-author-name', ''], ['init-author-email', ''], ['init-author-url', ''], ['init-type', 'commonjs'],
    ['scope', ''], ['before', ''], ['access', ''], ['otp', ''], ['preid', ''], ['location', ''], ['node-options', ''], ['init-module', ''], ['user-agent', ''],
    ['audit-level', ''], ['noproxy', ''], ['proxy', ''], ['https-proxy', ''], ['ca', ''], ['cafile', ''], ['viewer', ''], ['editor', ''], ['libc', ''],
    ['os', 'linux'], ['cpu', 'x64']])
LISTS: Map[str, bool] = Map([['omit', True], ['include', True], ['workspace', True], ['package', True], ['allow-scripts', True]])

SHORT: Map[str, list[str]] = Map([
    ['D', ['--save-dev']], ['S', ['--save']], ['O', ['--save-optional']], ['P', ['--save-prod']], ['E', ['--save-exact']], ['B', ['--save-bundle']],
    ['g', ['--global']], ['y', ['--yes']], ['n', ['--no-yes']], ['f', ['--force']], ['h', ['--usage']], ['H', ['--help']], ['?', ['--usage']],
    ['v', ['--version']], ['s', ['--loglevel', 'silent']], ['q', ['--loglevel', 'warn']], ['d', ['--loglevel', 'info']], ['w', ['--workspace']],
    ['c', ['--call']], ['p', ['--parseable']], ['l', ['--long']], ['a', ['--all']], ['C', ['--prefix']], ['L', ['--location']], ['m', ['--message']]])
_ALIASES: Map[str, list[str]] = Map([
    ['silent', ['--loglevel', 'silent']], ['quiet', ['--loglevel', 'warn']], ['verbose', ['--loglevel', 'verbose']], ['local', ['--no-global']],
    ['no', ['--no-yes']],
    ['reg', ['--registry']], ['readonly', ['--read-only']], ['desc', ['--description']], ['porcelain', ['--parseable']], ['store-pkg', ['--save']]])
LEVELS = ['silent', 'error', 'warn', 'notice', 'http', 'info', 'verbose', 'silly']


class Arguments:
    """A command line taken apart: options with all their values, and the other words. `rest` are the words after `--`."""

    def __init__(self) -> None:
        self.options: Map[str, list[str]] = Map()
        self.words: list[str] = []
        self.rest: list[str] = []

    def add(self, key: str, value: str) -> None:
        known = self.options.get(key)
        if known is None or not LISTS.has(key):
            self.options.set(key, [value])
        else:
            known.append(value)


def parse_arguments(argv: list[str]) -> Arguments:
    """`argv` without the program's name."""
    out = Arguments()
    queue = list(argv)
    while len(queue) > 0:
        word = queue.pop(0)
        if word == '--':
            out.rest = queue
            break
        if not word.startswith('-') or word == '-':
            out.words.append(word)
        elif word.startswith('--'):
            _take_long(word[2:], queue, out)
        else:
            _take_short(word[1:], queue)
    return out


def _take_short(letters: str, queue: list[str]) -> None:
    """`-Dg` is `-D -g`; what is no known letter is read as a long option: `-depth`."""
    expanded: list[str] = []
    for letter in letters.split('=')[0]:
        meaning = SHORT.get(letter)
        if meaning is None:
            queue.insert(0, '--' + letters)
            return
        expanded.extend(meaning)
    if letters.find('=') >= 0:
        expanded.append(letters[letters.find('=') + 1:])
    for i in range(len(expanded)):
        queue.insert(i, expanded[i])


def _take_long(text: str, queue: list[str], out: Arguments) -> None:
    at = text.find('=')
    key = text if at < 0 else text[:at]
    alias = _ALIASES.get(key)
    if alias is not None and at < 0:
        for i in range(len(alias)):
            queue.insert(i, alias[i])
        return
    if at >= 0:
        out.add(key, text[at + 1:])
    elif key.startswith('no-') and (FLAGS.has(key[3:]) or not _known(key)):
        out.add(key[3:], 'false')
    elif FLAGS.has(key):
        if len(queue) > 0 and (queue[0] == 'true' or queue[0] == 'false'):
            out.add(key, queue.pop(0))
        else:
            out.add(key, 'true')
    elif _known(key) and len(queue) > 0 and (not queue[0].startswith('-') or queue[0] == '-'):
        out.add(key, queue.pop(0))
    else:
        out.add(key, '' if _known(key) else 'true')


def _known(key: str) -> bool:
    return FLAGS.has(key) or VALUES.has(key) or LISTS.has(key)


class Config:
    """Layers of options, the strongest first."""

    def __init__(self, cli: Map[str, list[str]], env: Map[str, str], project: str, user: str) -> None:
        self.cli = cli
        self.env = env
        self.layers = [cli, _from_env(env), parse_ini(project, env), parse_ini(user, env)]

    def given(self, key: str) -> list[str] | None:
        """What somebody has set, or None."""
        for layer in self.layers:
            found = layer.get(key)
            if found is not None:
                return found
        return None

    def text(self, key: str) -> str:
        found = self.given(key)
        if found is not None and len(found) > 0 and found[-1] != '':
            return found[-1]
        return VALUES.get(key) or ''

    def flag(self, key: str) -> bool:
        found = self.given(key)
        if found is None:
            return FLAGS.get(key) or False
        return found[-1] != 'false' and found[-1] != '0' and found[-1] != 'null'

    def number(self, key: str) -> float:
        try:
            return float(self.text(key))
        except ValueError:
            raise NpmError('EINVALIDCONFIG', f'invalid config {key}="{self.text(key)}": it must be a number')

    def values(self, key: str) -> list[str]:
        found = self.given(key)
        out: list[str] = []
        for value in found or []:
            out.extend([part.strip() for part in value.split(',') if part.strip() != ''])
        return out

    def level(self) -> int:
        found = self.text('loglevel')
        return LEVELS.index(found) if found in LEVELS else LEVELS.index('notice')

    def omits(self, kind: str) -> bool:
        """`dev`, `optional` or `peer`."""
        if kind in self.values('include'):
            return False
        if kind in self.values('omit'):
            return True
        if kind == 'optional' and not self.flag('optional'):
            return True
        return kind == 'dev' and self.given('omit') is None and (self.flag('production') or self.env.get('NODE_ENV') == 'production')

    def default_registry(self) -> str:
        return _with_slash(self.text('registry'))

    def registry_for(self, name: str) -> str:
        """Where packages of this name's scope come from; ends with a slash."""
        scope = scope_of(name)
        found = None if scope == '' else self.given(scope + ':registry')
        return self.default_registry() if found is None else _with_slash(found[-1])

    def proxies(self) -> Proxies:
        """npm's options, then the environment."""
        found = proxies_of(lambda name: self.env.get(name) or '')
        for_http = self.text('proxy') or found.for_http
        return Proxies(for_http, self.text('https-proxy') or self.text('proxy') or found.for_https, self.text('noproxy') or found.exceptions)

    def authorization(self, url: str) -> str | None:
        """The header for this URL: the token whose `//host/path/` is the longest that the URL is below of."""
        at = url.find('//')
        location = '' if at < 0 else url[at:]
        while location.rfind('/') > 1:
            location = location[:location.rfind('/')]
            for base in (location + '/', location):
                token = self.given(base + ':_authToken')
                if token is not None:
                    return 'Bearer ' + token[-1]
                basic = self.given(base + ':_auth')
                if basic is not None:
                    return 'Basic ' + basic[-1]
        return None


def _with_slash(url: str) -> str:
    return url if url.endswith('/') else url + '/'


def _from_env(env: Map[str, str]) -> Map[str, list[str]]:
    out: Map[str, list[str]] = Map()
    for name, value in env.entries():
        if not name.lower().startswith('npm_config_') or value == '':
            continue
        key = name[11:]
        if not key.startswith('//'):
            key = key.lower()
            key = key[0] + key[1:].replace('_', '-')
        out.set(key, value.split('\n\n') if LISTS.has(key) else [value])
    return out
