"""Every option of npm 11: its kind, its default and its handling: most are read where they matter; the others are
refused by name, since accepting an option without following it is worse than refusing it. Pure data; npm/config.py
reads it."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set

DEFAULT_REGISTRY = 'https://registry.npmjs.org/'

FLAG = 'flag'  # takes no value on the command line; `--no-x` turns it off
TEXT = 'text'
NUMBER = 'number'
DATE = 'date'
PATH = 'path'
URL = 'url'
LIST = 'list'  # may be given several times; collects the values
UNSET = 'null'  # a flag that may be unset

_FLAGS_OFF = [
    'all',
    'allow-same-version',
    'allow-scripts-pending',
    'bypass-2fa',
    'dangerously-allow-all-scripts',
    'dev',
    'diff-ignore-all-space',
    'diff-name-only',
    'diff-no-prefix',
    'diff-text',
    'dry-run',
    'engine-strict',
    'force',
    'foreground-scripts',
    'global',
    'global-style',
    'if-present',
    'ignore-scripts',
    'include-attestations',
    'include-staged',
    'include-workspace-root',
    'init-private',
    'install-links',
    'json',
    'legacy-bundling',
    'legacy-peer-deps',
    'link',
    'long',
    'offline',
    'omit-lockfile-registry-resolved',
    'package-lock-only',
    'packages-all',
    'parseable',
    'prefer-dedupe',
    'prefer-offline',
    'prefer-online',
    'provenance',
    'read-only',
    'save-bundle',
    'save-dev',
    'save-exact',
    'save-optional',
    'save-peer',
    'save-prod',
    'sign-git-commit',
    'sign-git-tag',
    'strict-allow-scripts',
    'strict-peer-deps',
    'timing',
    'usage',
    'version',
    'versions',
]
_FLAGS_ON = [
    'allow-scripts-pin',
    'audit',
    'bin-links',
    'color',
    'commit-hooks',
    'description',
    'format-package-lock',
    'fund',
    'git-tag-version',
    'package-lock',
    'progress',
    'rebuild-bundle',
    'save',
    'shrinkwrap',
    'strict-ssl',
    'unicode',
    'update-notifier',
    'workspaces-update',
]
_FLAGS_UNSET = ['expect-results', 'optional', 'production', 'workspaces', 'yes']
_OTHERS: list[list[str]] = [
    ['_auth', TEXT, ''],
    ['access', TEXT, ''],
    ['allow-directory', TEXT, 'all'],
    ['allow-file', TEXT, 'all'],
    ['allow-git', TEXT, 'all'],
    ['allow-remote', TEXT, 'all'],
    ['allow-scripts', LIST, ''],
    ['also', TEXT, ''],
    ['audit-level', TEXT, ''],
    ['auth-type', TEXT, 'web'],
    ['before', DATE, ''],
    ['browser', TEXT, ''],
    ['ca', LIST, ''],
    ['cache', PATH, ''],
    ['cache-max', NUMBER, 'Infinity'],
    ['cache-min', NUMBER, '0'],
    ['cafile', PATH, ''],
    ['call', TEXT, ''],
    ['cert', TEXT, ''],
    ['cidr', LIST, ''],
    ['cpu', TEXT, ''],
    ['depth', NUMBER, ''],
    ['diff', LIST, ''],
    ['diff-dst-prefix', TEXT, 'b/'],
    ['diff-src-prefix', TEXT, 'a/'],
    ['diff-unified', NUMBER, '3'],
    ['editor', TEXT, 'vi'],
    ['expect-result-count', NUMBER, ''],
    ['expires', NUMBER, ''],
    ['fetch-retries', NUMBER, '2'],
    ['fetch-retry-factor', NUMBER, '4'],
    ['fetch-retry-maxtimeout', NUMBER, '10000'],
    ['fetch-retry-mintimeout', NUMBER, '1000'],
    ['fetch-timeout', NUMBER, '300000'],
    ['git', TEXT, 'git'],
    ['globalconfig', PATH, ''],
    ['heading', TEXT, 'npm'],
    ['https-proxy', URL, ''],
    ['include', LIST, ''],
    ['init-author-email', TEXT, ''],
    ['init-author-name', TEXT, ''],
    ['init-author-url', TEXT, ''],
    ['init-license', TEXT, 'ISC'],
    ['init-module', PATH, ''],
    ['init-type', TEXT, 'commonjs'],
    ['init-version', TEXT, '1.0.0'],
    ['init.author.email', TEXT, ''],
    ['init.author.name', TEXT, ''],
    ['init.author.url', TEXT, ''],
    ['init.license', TEXT, 'ISC'],
    ['init.module', PATH, ''],
    ['init.version', TEXT, '1.0.0'],
    ['install-strategy', TEXT, 'hoisted'],
    ['key', TEXT, ''],
    ['libc', TEXT, ''],
    ['local-address', TEXT, ''],
    ['location', TEXT, 'user'],
    ['lockfile-version', TEXT, ''],
    ['loglevel', TEXT, 'notice'],
    ['logs-dir', PATH, ''],
    ['logs-max', NUMBER, '10'],
    ['maxsockets', NUMBER, '16'],
    ['message', TEXT, '%s'],
    ['min-release-age', NUMBER, ''],
    ['min-release-age-exclude', LIST, ''],
    ['name', TEXT, ''],
    ['node-gyp', PATH, ''],
    ['node-options', TEXT, ''],
    ['noproxy', LIST, ''],
    ['omit', LIST, ''],
    ['only', TEXT, ''],
    ['orgs', LIST, ''],
    ['orgs-permission', TEXT, ''],
    ['os', TEXT, ''],
    ['otp', TEXT, ''],
    ['pack-destination', TEXT, '.'],
    ['package', LIST, ''],
    ['packages', LIST, ''],
    ['packages-and-scopes-permission', TEXT, ''],
    ['password', TEXT, ''],
    ['prefix', PATH, ''],
    ['preid', TEXT, ''],
    ['provenance-file', PATH, ''],
    ['proxy', URL, ''],
    ['registry', URL, DEFAULT_REGISTRY],
    ['replace-registry-host', TEXT, 'npmjs'],
    ['save-prefix', TEXT, '^'],
    ['sbom-format', TEXT, ''],
    ['sbom-type', TEXT, 'library'],
    ['scope', TEXT, ''],
    ['scopes', LIST, ''],
    ['script-shell', TEXT, ''],
    ['searchexclude', TEXT, ''],
    ['searchlimit', NUMBER, '20'],
    ['searchopts', TEXT, ''],
    ['searchstaleness', NUMBER, '900'],
    ['shell', TEXT, '/bin/sh'],
    ['tag', TEXT, 'latest'],
    ['tag-version-prefix', TEXT, 'v'],
    ['token-description', TEXT, ''],
    ['umask', TEXT, '0'],
    ['user-agent', TEXT, 'npm/{npm-version} node/{node-version} {platform} {arch} workspaces/{workspaces} {ci}'],
    ['userconfig', PATH, ''],
    ['viewer', TEXT, 'man'],
    ['which', NUMBER, ''],
    ['workspace', LIST, ''],
]


class Option:
    def __init__(self, kind: str, usual: str) -> None:
        self.kind = kind
        self.default = usual


def _table() -> Map[str, Option]:
    out: Map[str, Option] = Map()
    for name in _FLAGS_OFF:
        out.set(name, Option(FLAG, 'false'))
    for name in _FLAGS_ON:
        out.set(name, Option(FLAG, 'true'))
    for name in _FLAGS_UNSET:
        out.set(name, Option(FLAG, UNSET))
    for name, kind, usual in _OTHERS:
        out.set(name, Option(kind, usual))
    return out


OPTIONS: Map[str, Option] = _table()

# Permitted values; for lists, of each item.
CHOICES: Map[str, list[str]] = Map(
    [
        ['access', ['restricted', 'public', 'private']],
        ['allow-directory', ['all', 'none', 'root']],
        ['allow-file', ['all', 'none', 'root']],
        ['allow-git', ['all', 'none', 'root']],
        ['allow-remote', ['all', 'none', 'root']],
        ['also', ['dev', 'development']],
        ['auth-type', ['legacy', 'web']],
        ['audit-level', ['info', 'low', 'moderate', 'high', 'critical', 'none']],
        ['include', ['prod', 'dev', 'optional', 'peer']],
        ['install-strategy', ['hoisted', 'nested', 'shallow', 'linked']],
        ['location', ['global', 'user', 'project']],
        ['lockfile-version', ['1', '2', '3']],
        ['loglevel', ['silent', 'error', 'warn', 'notice', 'http', 'info', 'verbose', 'silly']],
        ['omit', ['dev', 'optional', 'peer']],
        ['only', ['prod', 'production']],
        ['orgs-permission', ['read-only', 'read-write', 'no-access']],
        ['packages-and-scopes-permission', ['read-only', 'read-write', 'no-access']],
        ['sbom-format', ['cyclonedx', 'spdx']],
        ['sbom-type', ['library', 'application', 'framework']],
    ]
)

# Mutually exclusive options.
EXCLUSIVE: Map[str, list[str]] = Map(
    [
        ['save-dev', ['save-optional', 'save-peer', 'save-prod']],
        ['save-optional', ['save-dev', 'save-peer', 'save-prod']],
        ['save-peer', ['save-dev', 'save-optional', 'save-prod']],
        ['save-prod', ['save-dev', 'save-optional', 'save-peer']],
    ]
)

DEPRECATED: Map[str, str] = Map(
    [
        ['also', 'Please use --include=dev instead.'],
        ['dev', 'Please use --include=dev instead.'],
        ['cache-max', 'This option has been deprecated in favor of `--prefer-online`'],
        ['cache-min', 'This option has been deprecated in favor of `--prefer-offline`'],
        ['global-style', 'This option has been deprecated in favor of `--install-strategy=shallow`'],
        ['legacy-bundling', 'This option has been deprecated in favor of `--install-strategy=nested`'],
        ['only', 'Use `--omit=dev` to omit dev dependencies from the install.'],
        [
            'optional',
            'Use `--omit=optional` to exclude optional dependencies, or\n`--include=optional` to include them.\n\n'
            'Default value does install optional deps unless otherwise omitted.',
        ],
        ['production', 'Use `--omit=dev` instead.'],
        ['shrinkwrap', 'Use the --package-lock setting instead.'],
        ['init.author.email', 'Use `--init-author-email` instead.'],
        ['init.author.name', 'Use `--init-author-name` instead.'],
        ['init.author.url', 'Use `--init-author-url` instead.'],
        ['init.license', 'Use `--init-license` instead.'],
        ['init.module', 'Use `--init-module` instead.'],
        ['init.version', 'Use `--init-version` instead.'],
    ]
)

# Not passed on in scripts' environment.
PRIVATE: Set[str] = Set(
    ['if-present', 'include-workspace-root', 'min-release-age', 'min-release-age-exclude', 'workspace', 'workspaces']
)

# Keys that belong to one registry: `//host/:_authToken`.
REGISTRY_KEYS = ['_auth', '_authToken', '_password', 'certfile', 'email', 'keyfile', 'username']


class Refusal:
    """`accepted`: values that describe what this machine does anyway."""

    def __init__(self, reason: str, accepted: list[str]) -> None:
        self.reason = reason
        self.accepted = accepted


_TLS = "the browser makes the connections, uses its own certificates and verifies the server's itself"
_LOG = 'this npm writes no log files'
_REASONS: list[list[str]] = [
    ['ca', _TLS, ''],
    ['cafile', _TLS, ''],
    ['cert', _TLS, ''],
    ['key', _TLS, ''],
    ['strict-ssl', _TLS, 'true'],
    ['local-address', 'the browser chooses the local address', ''],
    ['logs-dir', _LOG, ''],
    ['logs-max', _LOG, '0'],
    ['timing', _LOG, 'false'],
    ['umask', "files get permissions from the process's `umask`", '0'],
    ['update-notifier', "npm is part of the machine, so it doesn't check for newer versions", 'false'],
    ['git', 'there is no git in this machine', 'git'],
    ['sign-git-commit', 'there is no git in this machine', 'false'],
    ['sign-git-tag', 'there is no git in this machine', 'false'],
    ['commit-hooks', 'there is no git in this machine', 'false|true'],
    ['message', 'there is no git in this machine, so there is no commit that could have a message', '%s'],
    ['install-links', 'this npm always links folders and never packs them', 'false'],
    ['node-gyp', "native code can't be built in a browser", ''],
    ['color', 'this npm prints no colors', 'false|true|always'],  # tools pass `always`, and look at nothing
    ['rebuild-bundle', 'install scripts of bundled packages never run', 'true'],
    ['viewer', 'help is written to the terminal', ''],
    ['read-only', 'such tokens are no longer made; use `--packages-and-scopes-permission=read-only`', 'false'],
    ['init-module', "`npm init` doesn't run init modules", ''],
    ['init.module', "`npm init` doesn't run init modules", ''],
    ['searchstaleness', 'answers to searches are never kept', '900'],
    ['include-staged', 'staged packages are experimental, and no known registry has them', 'false'],
]

# Options of parts of commands that aren't implemented, by command.
_ABSENT: list[list[str]] = [
    ['npm publish --provenance', 'provenance provenance-file'],
    ['npm audit signatures', 'include-attestations'],
]


def _refused() -> Map[str, Refusal]:
    out: Map[str, Refusal] = Map()
    for name, reason, accepted in _REASONS:
        out.set(name, Refusal(reason, accepted.split('|')))
    return out


# Refused on the command line; only warned about in files and the environment, which are shared with other programs.
REFUSED: Map[str, Refusal] = _refused()


def _of_absent_commands() -> Map[str, str]:
    out: Map[str, str] = Map()
    for command, names in _ABSENT:
        for name in names.split(' '):
            out.set(name, command)
    return out


# Refused on the command line; elsewhere they don't concern the implemented commands.
OF_ABSENT_COMMANDS: Map[str, str] = _of_absent_commands()
