"""The profiles that every policy is based on.

    open      the user's own commands: everything
    careful   scripts of dependencies, tools that weren't installed: what an honest install script needs; secrets are denied, everything else is asked
    strict    reads the system, its own package and node_modules; writes its own folder and /tmp; no network except the registry; a minimal environment

Must not know who chooses between them."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.security.actions import (
    ALLOW,
    ASK,
    CLIPBOARD,
    CONNECT,
    DENY,
    DISK_FOLDER,
    ENVIRONMENT,
    EXECUTE,
    FETCH,
    LISTEN,
    PREVIEW_MESSAGE,
    READ,
    WRITE,
)
from runtime_py.security.objects import OWN
from runtime_py.security.patterns import NamePattern, Places, pattern_of
from runtime_py.security.policy import Layer
from runtime_py.security.rules import Rule

OPEN = 'open'
CAREFUL = 'careful'
STRICT = 'strict'
PROFILES = [OPEN, CAREFUL, STRICT]

_SECRET_FILES = [
    '~/.npmrc',
    '~/.netrc',
    '~/.ssh',
    '~/.aws',
    '~/.gnupg',
    '~/.docker/config.json',
    '~/.git-credentials',
    '~/.config/gh',
    './.npmrc',
    './**/.env',
    './**/.env.*',
]
_SECRET_NAMES = [
    '*TOKEN*',
    '*SECRET*',
    '*PASSWORD*',
    '*PASSWD*',
    '*CREDENTIAL*',
    '*API_KEY*',
    '*APIKEY*',
    '*PRIVATE_KEY*',
    '*ACCESS_KEY*',
    '*_AUTH',
    'npm_config_//*',
]
# the last: what the runtime knows of all programs' sources, and what is usual for each of them
_POLICY_FILES = ['./.terrarium', '~/.terrarium', '/var/log/audit', '~/.cache/terrarium']
_SCRATCH = ['/tmp', '/dev', '/proc/self']
_SYSTEM = ['/usr', '/bin', '/lib', '/sbin', '/etc', '/dev', '/proc', '/tmp', '/var/tmp']
_PLAIN_NAMES = [
    'PATH',
    'HOME',
    'PWD',
    'OLDPWD',
    'SHELL',
    'SHLVL',
    'USER',
    'LOGNAME',
    'TERM',
    'COLORTERM',
    'LANG',
    'LC_*',
    'TZ',
    'TMPDIR',
    'COLUMNS',
    'LINES',
    'CI',
    'NO_COLOR',
    'FORCE_COLOR',
    'INIT_CWD',
    'NODE',
    'NODE_ENV',
    'NODE_OPTIONS',
    'NODE_PATH',
    'EDITOR',
    'npm_*',
    '_',
]


def profile_layer(name: str, places: Places, source: str = '', more: list[Rule] | None = None) -> Layer:
    """`more`: the rules of the document that chose this profile. Raises ValueError for an unknown name."""
    label = source if source != '' else name
    own: list[Rule] = more if more is not None else []
    if name == OPEN:
        return Layer(label, own, Map())
    if name == CAREFUL:
        return Layer(
            label,
            [*_careful(places), *own],
            _defaults([[WRITE, ASK], [CONNECT, ASK], [FETCH, ASK], [CLIPBOARD, ASK], [DISK_FOLDER, ASK]]),
        )
    if name == STRICT:
        denied = [READ, WRITE, CONNECT, LISTEN, FETCH, ENVIRONMENT, CLIPBOARD, DISK_FOLDER, PREVIEW_MESSAGE]
        return Layer(label, [*_strict(places), *own], _defaults([[action, DENY] for action in denied]))
    raise ValueError(f'no profile: {name}')


def _defaults(pairs: list[list[str]]) -> Map[str, str]:
    table: Map[str, str] = Map()
    for action, effect in pairs:
        table.set(action, effect)
    return table


def _careful(places: Places) -> list[Rule]:
    rules = _secrets(places)
    _add(
        rules,
        ALLOW,
        WRITE,
        ['{package}', './node_modules/.*', *_SCRATCH, '~/.cache', '~/.npm'],
        places,
        'its own folder, caches, and scratch space',
    )
    _add(rules, DENY, WRITE, _POLICY_FILES, places, 'what decides about it')
    for action in [CONNECT, FETCH]:
        _add(rules, ALLOW, action, [OWN], places, 'a port of this machine')
    _add_registries(rules, places)
    return rules


def _strict(places: Places) -> list[Rule]:
    rules = _secrets(places)
    _add(
        rules,
        ALLOW,
        READ,
        ['{package}', './node_modules', './package.json', *_SYSTEM],
        places,
        'its own package, and the system',
    )
    _add(rules, ALLOW, WRITE, ['{package}', *_SCRATCH], places, 'its own folder, and scratch space')
    _add(rules, DENY, WRITE, _POLICY_FILES, places, 'what decides about it')
    _add(rules, ALLOW, EXECUTE, ['/'], places, '')
    for name in _PLAIN_NAMES:
        rules.append(Rule(ALLOW, ENVIRONMENT, NamePattern(name), name))
    _add_registries(rules, places)
    return rules


def _secrets(places: Places) -> list[Rule]:
    rules: list[Rule] = []
    for action in [READ, WRITE]:
        _add(rules, DENY, action, _SECRET_FILES, places, 'secrets')
    for name in _SECRET_NAMES:
        rules.append(Rule(DENY, ENVIRONMENT, NamePattern(name, True), name, 'secrets'))
    return rules


def _add_registries(rules: list[Rule], places: Places) -> None:
    for action in [CONNECT, FETCH]:
        _add(rules, ALLOW, action, places.registries, places, 'the registry')


def _add(rules: list[Rule], effect: str, action: str, texts: list[str], places: Places, why: str) -> None:
    for text in texts:
        pattern = pattern_of(action, text, places)
        if pattern is not None:
            rules.append(Rule(effect, action, pattern, text, why))
