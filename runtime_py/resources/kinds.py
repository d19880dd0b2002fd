"""The kind of work that a process does. The table is data: each rule is a kind and its criteria. The first rule that
matches applies.

The criteria are the program's own command, the package script that started it (npm sets npm_lifecycle_event), and
whether it listens. Must not know processes."""

from __future__ import annotations

DEV_SERVER = 'dev server'
BUILD = 'build'
TEST = 'test'
LINT = 'lint'
TYPE_CHECK = 'type check'
INSTALL = 'install'
SCRIPT = 'script'
SHELL = 'shell'
EDITOR = 'editor'
BACKGROUND = 'background'
KINDS = [DEV_SERVER, BUILD, TEST, LINT, TYPE_CHECK, INSTALL, SCRIPT, SHELL, EDITOR, BACKGROUND]


class Rule:
    """`programs`: names of the tool; `words`: one of them must be among its arguments ([] matches any arguments);
    `unless`: none of them may be."""

    def __init__(self, kind: str, programs: list[str], words: list[str], unless: list[str]) -> None:
        self.kind = kind
        self.programs = programs
        self.words = words
        self.unless = unless


_RULES = [
    Rule(
        INSTALL,
        ['npm', 'pnpm', 'yarn'],
        [
            'install',
            'i',
            'ci',
            'add',
            'update',
            'up',
            'uninstall',
            'remove',
            'rm',
            'dedupe',
            'prune',
            'audit',
            'rebuild',
            'link',
        ],
        ['run', 'run-script', 'exec', 'test', 'start'],
    ),
    Rule(TYPE_CHECK, ['tsc', 'vue-tsc', 'svelte-check', 'flow'], ['--noEmit', '--no-emit', '-w', '--watch'], []),
    Rule(BUILD, ['tsc', 'vue-tsc'], [], []),
    Rule(TYPE_CHECK, ['svelte-check', 'flow'], [], []),
    Rule(
        TEST,
        [
            'vitest',
            'jest',
            'mocha',
            'ava',
            'tap',
            'tape',
            'jasmine',
            'playwright',
            'cypress',
            'c8',
            'nyc',
            'karma',
            'uvu',
        ],
        [],
        [],
    ),
    Rule(TEST, ['node'], ['--test'], []),
    Rule(
        LINT,
        [
            'eslint',
            'prettier',
            'stylelint',
            'biome',
            'oxlint',
            'standard',
            'xo',
            'tslint',
            'markdownlint',
            'commitlint',
        ],
        [],
        [],
    ),
    Rule(
        BUILD,
        [
            'vite',
            'next',
            'nuxt',
            'nuxi',
            'astro',
            'remix',
            'parcel',
            'gatsby',
            'ng',
            'vue-cli-service',
            'react-scripts',
            'webpack',
            'rspack',
            'svelte-kit',
        ],
        ['build', 'export', 'generate', 'bundle'],
        [],
    ),
    Rule(
        DEV_SERVER,
        [
            'vite',
            'next',
            'nuxt',
            'nuxi',
            'astro',
            'remix',
            'parcel',
            'gatsby',
            'ng',
            'vue-cli-service',
            'react-scripts',
            'webpack-dev-server',
            'nodemon',
            'serve',
            'http-server',
            'live-server',
            'json-server',
            'wrangler',
            'sirv',
            'browser-sync',
        ],
        [],
        [],
    ),
    Rule(DEV_SERVER, ['webpack', 'rspack', 'esbuild', 'rollup'], ['serve', '--serve'], []),
    Rule(
        BUILD,
        [
            'webpack',
            'rspack',
            'esbuild',
            'rollup',
            'swc',
            'babel',
            'tsup',
            'unbuild',
            'turbo',
            'nx',
            'lerna',
            'sass',
            'postcss',
            'tailwindcss',
            'gulp',
            'grunt',
            'make',
        ],
        [],
        [],
    ),
    Rule(SHELL, ['sh', 'bash', 'dash', 'ash', 'jsh'], [], []),
]
# prefixes of the names of package scripts, in order
_SCRIPT_NAMES = [
    ['typecheck', TYPE_CHECK],
    ['type-check', TYPE_CHECK],
    ['types', TYPE_CHECK],
    ['check-types', TYPE_CHECK],
    ['tsc', TYPE_CHECK],
    ['test', TEST],
    ['coverage', TEST],
    ['e2e', TEST],
    ['unit', TEST],
    ['lint', LINT],
    ['format', LINT],
    ['prettier', LINT],
    ['build', BUILD],
    ['compile', BUILD],
    ['bundle', BUILD],
    ['prepare', BUILD],
    ['prepublish', BUILD],
    ['dev', DEV_SERVER],
    ['start', DEV_SERVER],
    ['serve', DEV_SERVER],
    ['preview', DEV_SERVER],
    ['watch', DEV_SERVER],
    ['preinstall', INSTALL],
    ['install', INSTALL],
    ['postinstall', INSTALL],
]
_INTERPRETERS = ['node', 'npx', 'tsx', 'ts-node']
_MACHINE = ['[kernel]', '[network]']


def tool_of(argv: list[str]) -> str:
    """The tool behind a command. For `node /app/node_modules/.bin/vite build` and `node
    node_modules/typescript/lib/tsc.js` it is the name of the script, without folder and extension."""
    if len(argv) == 0:
        return ''
    name = _base(argv[0])
    if name in _INTERPRETERS:
        for word in argv[1:]:
            if not word.startswith('-'):
                return _tool_of_file(word)
    return name


def _base(path: str) -> str:
    return path.rpartition('/')[2]


def _tool_of_file(path: str) -> str:
    """A package's script is identified by its own name, or by the package's name if its own is generic
    (`vite/dist/node/cli.js`)."""
    name = _base(path)
    for ending in ['.js', '.mjs', '.cjs', '.ts', '.mts']:
        name = name.removesuffix(ending)
    if name not in ('cli', 'bin', 'index', 'main', 'run', 'start') or '/node_modules/' not in path:
        return name
    inside = path.rpartition('/node_modules/')[2].split('/')
    return _base(inside[1]) if inside[0].startswith('@') and len(inside) > 1 else inside[0]


def kind_of(argv: list[str], script: str, listens: bool) -> str:
    """`script`: the name of the package script that the process belongs to, or ''."""
    if len(argv) > 0 and argv[0] in _MACHINE:
        return BACKGROUND
    tool = tool_of(argv)
    rest = argv[1:]
    plain = argv[0] if len(argv) > 0 else ''
    for rule in _RULES:
        if (tool in rule.programs or _base(plain) in rule.programs) and _fits(rule, rest):
            if rule.kind != SHELL:
                return rule.kind
            break
    for beginning, kind in _SCRIPT_NAMES:
        if script.startswith(beginning):
            return kind
    if tool in ('sh', 'bash', 'dash', 'ash', 'jsh'):
        return SHELL
    return DEV_SERVER if listens else SCRIPT


def _fits(rule: Rule, rest: list[str]) -> bool:
    if any([word in rule.unless for word in rest]):
        return False
    return len(rule.words) == 0 or any([word in rule.words for word in rest])
