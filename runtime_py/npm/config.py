"""npm's configuration: defaults < globalconfig < user's .npmrc < project's .npmrc < environment (npm_config_*) <
command line.

Knows which registry and token apply to a package, and the warnings about odd settings. Reads no files itself: their
texts are passed in (npm/session.py)."""

from __future__ import annotations

from runtime_py.npm.arguments import invalid_value, is_list
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.dates import parse_date
from runtime_py.npm.formats.ini import parse_ini
from runtime_py.npm.formats.manifest import Platform
from runtime_py.npm.formats.spec import scope_of
from runtime_py.npm.options import DEPRECATED, EXCLUSIVE, OF_ABSENT_COMMANDS, OPTIONS, REFUSED, REGISTRY_KEYS
from runtime_py.platform.bytes import concat, encode, from_base64, to_base64
from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.sys.proxies import Proxies, proxies_of

LEVELS = ['silent', 'error', 'warn', 'notice', 'http', 'info', 'verbose', 'silly']
_DAY_MS = 86400000
# npm sets these in the environment for itself.
_INTERNAL = ['npm-version', 'global-prefix', 'local-prefix', 'node-gyp', 'user-agent']
# Former names of options.
_OLD_NAMES: Map[str, str] = Map(
    [
        ['package-lock', 'shrinkwrap'],
        ['init-author-email', 'init.author.email'],
        ['init-author-name', 'init.author.name'],
        ['init-author-url', 'init.author.url'],
        ['init-license', 'init.license'],
        ['init-version', 'init.version'],
    ]
)


class Layer:
    """`name`: cli, env, project, user or global; `source`: where it comes from, for messages."""

    def __init__(self, name: str, source: str, values: Map[str, list[str]]) -> None:
        self.name = name
        self.source = source
        self.values = values


class Config:
    """Layers of options, the strongest first. `warnings` and `errors` are to be printed once; `problem` is an error
    that stops npm before it begins."""

    def __init__(
        self,
        cli: Map[str, list[str]],
        env: Map[str, str],
        project: str,
        user: str,
        machine: str = '',
        paths: list[str] | None = None,
    ) -> None:
        """`project`, `user` and `machine`: the texts of .npmrc files, which are at `paths`."""
        where = ['', '', ''] if paths is None else paths
        self.cli = cli
        self.env = env
        self.warnings: list[str] = []
        self.problem: NpmError | None = None
        self.layers = [
            Layer('cli', 'command line options', cli),
            Layer('env', 'environment', _from_env(env)),
            Layer('project', where[0], parse_ini(project, env)),
            Layer('user', where[1], parse_ini(user, env)),
            Layer('global', where[2], parse_ini(machine, env)),
        ]
        self.errors: list[str] = []
        if self.layers[2].values.delete('prefix'):
            self.errors.append(f'config prefix cannot be changed from project config: {where[0]}.')
        for layer in self.layers:
            self._look_at(layer)
        self._look_for_conflicts()
        self._follow_old_ages()

    # odd settings

    def _look_at(self, layer: Layer) -> None:
        for key, values in list(layer.values.entries()):
            if not OPTIONS.has(key):
                self._look_at_unknown(layer, key)
                continue
            if DEPRECATED.has(key):
                self.warnings.append(f'config {key} {DEPRECATED.get(key)}')
            wrong = [value for value in values if invalid_value(key, value) != '']
            for value in wrong:
                self.warnings.append(f'invalid config {key}="{value}" set in {layer.source or layer.name + " config"}')
                self.warnings.append(f'invalid config Must be {invalid_value(key, value)}')
            if len(wrong) > 0:
                kept = [value for value in values if value not in wrong]
                if len(kept) > 0:
                    layer.values.set(key, kept)
                else:
                    layer.values.delete(key)
                continue
            self._refuse(layer, key, values[-1] if len(values) > 0 else '')
            if key == 'before' and _is_set(values[-1]) and parse_date(values[-1]) is None:
                self.problem = NpmError(
                    'EINVALIDCONFIG',
                    f'invalid config before="{values[-1]}": it must be a date such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z',
                )
        if layer.name in ['project', 'user', 'global'] and layer.values.has('_auth'):
            registry = self.default_registry()
            self.problem = NpmError(
                'ERR_INVALID_AUTH',
                f'Invalid auth configuration found: `_auth` must be renamed to `{registry[registry.find("//") :]}:_auth` '
                f'in {layer.name} config',
            )

    def _look_at_unknown(self, layer: Layer, key: str) -> None:
        if key in _INTERNAL or (
            key.find(':') >= 0 and (key.endswith(':registry') or key[key.rfind(':') + 1 :] in REGISTRY_KEYS)
        ):
            return
        shown = '--' + key if layer.name == 'cli' else key
        if key.find(':') >= 0:
            shown = f'{key[key.rfind(":") + 1 :]}" ({key})'
        hint = '' if layer.name == 'cli' else ' See `npm help npmrc` for supported config options.'
        quoted = shown if shown.endswith(')') else shown + '"'
        self.warnings.append(
            f'Unknown {layer.name} config "{quoted}. This will stop working in the next major version of npm.{hint}'
        )

    def _refuse(self, layer: Layer, key: str, value: str) -> None:
        """An error for an option on the command line; only a warning in files and the environment, which are shared
        with other computers."""
        refusal = REFUSED.get(key)
        command = OF_ABSENT_COMMANDS.get(key)
        if refusal is not None and value not in refusal.accepted and value != '' and value != 'null':
            text = f'--{key}={value} is not supported: {refusal.reason}.'
            if layer.name == 'cli':
                self.problem = NpmError('EUNSUPPORTED', text)
            else:
                self.warnings.append(f'config {text}')
        elif command is not None and layer.name == 'cli':
            self.problem = NpmError(
                'EUNSUPPORTED', f'--{key} is an option of `{command}`, which is not supported in this machine.'
            )

    def _look_for_conflicts(self) -> None:
        for key, others in EXCLUSIVE.entries():
            for other in others:
                if (
                    self.given(key) is not None
                    and self.given(other) is not None
                    and self.flag(key)
                    and self.flag(other)
                ):
                    self.problem = NpmError('', f'--{key} cannot be provided when using --{other}')
        if self.flag_or_none('workspaces') is False and len(self.values('workspace')) > 0:
            self.problem = NpmError('', 'Cannot use --no-workspaces and --workspace at the same time')

    def _follow_old_ages(self) -> None:
        """cache-min and cache-max are old forms of prefer-offline and prefer-online."""
        if self.given('prefer-offline') is None and self.number('cache-min') >= 9999:
            self.layers[-1].values.set('prefer-offline', ['true'])
        if (
            self.given('prefer-online') is None
            and self.given('cache-max') is not None
            and self.number('cache-max') <= 0
        ):
            self.layers[-1].values.set('prefer-online', ['true'])

    # values

    def last(self, key: str) -> str:
        """The effective value of an option that is set; '' when it isn't."""
        found = self.given(key)
        return '' if found is None or len(found) == 0 else found[-1]

    def given(self, key: str) -> list[str] | None:
        """The value of an option that is set, or None."""
        old = _OLD_NAMES.get(key)
        for layer in self.layers:
            found = layer.values.get(key)
            if found is None and old is not None:
                found = layer.values.get(old)
            if found is not None:
                return found
        return None

    def text(self, key: str) -> str:
        found = self.given(key)
        if found is not None and len(found) > 0 and found[-1] != '' and found[-1] != 'null':
            return found[-1]
        option = OPTIONS.get(key)
        return '' if option is None else option.default

    def flag(self, key: str) -> bool:
        return self.flag_or_none(key) is True

    def flag_or_none(self, key: str) -> bool | None:
        """None when the option isn't set and has no default."""
        found = self.given(key)
        option = OPTIONS.get(key)
        value = found[-1] if found is not None and len(found) > 0 else ('false' if option is None else option.default)
        return None if value == 'null' else value != 'false' and value != '0'

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
        return LEVELS.index(self.text('loglevel'))

    def omits(self, kind: str) -> bool:
        """`dev`, `optional` or `peer`."""
        return kind in self.omitted()

    def omitted(self) -> list[str]:
        include = self.values('include')
        omit = self.values('omit')
        production = self.flag_or_none('production')
        optional = self.flag_or_none('optional')
        if (
            production is True
            or self.text('only') != ''
            or (self.given('omit') is None and self.env.get('NODE_ENV') == 'production')
        ):
            omit.append('dev')
        if production is False or self.text('also') != '' or self.flag('dev'):
            include.append('dev')
        if optional is not None:
            (include if optional else omit).append('optional')
        return [kind for kind in ['dev', 'optional', 'peer'] if kind in omit and kind not in include]

    def platform(self) -> Platform:
        """The platform for which the tree is built: --os, --cpu and --libc."""
        return Platform(self.text('os'), self.text('cpu'), self.text('libc'))

    def strategy(self) -> str:
        """The layout of node_modules: hoisted, nested or shallow. Raises NpmError for `linked`."""
        found = (
            'shallow'
            if self.flag('global-style')
            else 'nested'
            if self.flag('legacy-bundling')
            else self.text('install-strategy')
        )
        if found == 'linked':
            raise NpmError(
                'EUNSUPPORTED',
                '--install-strategy=linked is not supported: this npm makes no linked trees. Use hoisted, nested or shallow.',
            )
        return found

    def before_ms(self) -> float | None:
        """Versions published later are ignored: `before`, or `min-release-age` days ago; the stronger layer counts."""
        for layer in self.layers:
            date = layer.values.get('before')
            age = layer.values.get('min-release-age')
            if date is not None and _is_set(date[-1]):
                return parse_date(date[-1])
            if age is not None and _is_set(age[-1]):
                days = float(age[-1])
                return now_ms() - days * _DAY_MS if days > 0 else None
        return None

    # registries

    def default_registry(self) -> str:
        return _with_slash(self.text('registry'))

    def registry_for(self, name: str) -> str:
        scope = scope_of(name)
        found = self.given(scope + ':registry') if scope != '' else None
        return self.default_registry() if found is None else _with_slash(found[-1])

    def proxies(self) -> Proxies:
        """Proxies from npm's options, then from the environment."""
        found = proxies_of(lambda name: self.env.get(name) or '')
        for_http = self.text('proxy') or found.for_http
        return Proxies(
            for_http,
            self.text('https-proxy') or self.text('proxy') or found.for_https,
            ','.join(self.values('noproxy')) or found.exceptions,
        )

    def authorization(self, url: str) -> str | None:
        """The Authorization header for this URL: of all tokens whose `//host/path/` is a prefix of the URL, the
        longest."""
        at = url.find('//')
        location = '' if at < 0 else url[at:]
        while location.rfind('/') > 1:
            location = location[: location.rfind('/')]
            for base in (location + '/', location):
                token = self.given(base + ':_authToken')
                if token is not None:
                    return 'Bearer ' + token[-1]
                user = self.given(base + ':username')
                password = self.given(base + ':_password')
                if user is not None and password is not None:
                    words = concat([encode(user[-1] + ':'), from_base64(password[-1])])
                    return 'Basic ' + to_base64(words)
                basic = self.given(base + ':_auth')
                if basic is not None:
                    return 'Basic ' + basic[-1]
        return None


def _is_set(value: str) -> bool:
    return value != '' and value != 'null'


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
        out.set(key, value.split('\n\n') if is_list(key) else [value])
    return out
