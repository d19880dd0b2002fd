"""npm and npx: parses the command line, finds the command, and reports errors as npm does. `main` is the program's
entry."""

from __future__ import annotations

from runtime_py.npm.arguments import Arguments, parse_arguments, takes_value
from runtime_py.npm.commands.help import run as run_help
from runtime_py.npm.commands.table import COMMANDS
from runtime_py.npm.commands.view import is_local
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.similar import did_you_mean
from runtime_py.npm.install.checkpoint import make_checkpoint
from runtime_py.npm.install.suspicions import note
from runtime_py.npm.names import ALIASES
from runtime_py.npm.other_clients import CLIENTS, build_wanted, refusal
from runtime_py.npm.prompts import one_time_password
from runtime_py.npm.session import STDIN, STDOUT, Session, parse_environment
from runtime_py.npm.versions import NPM_VERSION
from runtime_py.platform.errno import ENOENT, OsError
from runtime_py.platform.maps import Map
from runtime_py.sys.system import System

# Commands that work on the whole tree, including its workspaces; and those that run for one workspace after the other.
_OF_TREES = [
    'install',
    'ci',
    'uninstall',
    'update',
    'ls',
    'll',
    'explain',
    'outdated',
    'fund',
    'audit',
    'prune',
    'dedupe',
    'find-dupes',
    'install-test',
    'install-ci-test',
    'link',
    'query',
    'sbom',
]
_FOR_EACH = [
    'run',
    'test',
    'start',
    'stop',
    'restart',
    'exec',
    'version',
    'view',
    'pkg',
    'init',
    'docs',
    'repo',
    'bugs',
    'pack',
    'publish',
    'unpublish',
    'dist-tag',
    'diff',
    'owner',
]
# Commands that report it when the cwd is in a workspace; they then apply to the whole project.
_STRICT = ['config']
# npm commands that aren't implemented.
_ABSENT = [
    'stage',
    'trust',
]


async def main(system: System, argv: list[str], env: list[str]) -> int:
    """`argv[0]` is npm or npx, or another client, which is refused; returns the exit code."""
    words = argv[1:]
    program = argv[0][argv[0].rfind('/') + 1 :]
    if program == 'npx':
        words = ['exec', *_npx_words(words)]
    elif program in CLIENTS:
        build = build_wanted(program, words)
        words = ['install', build] if build != '' else []
    line = parse_arguments(words)
    session = Session(system, line, parse_environment(env))
    if program in CLIENTS and len(words) == 0:
        _tell(session, 'EUNSUPPORTED', refusal(program))
        code = 1
    else:
        code = await _run_guarded(session, line)
    await session.finish()
    return code


def _npx_words(words: list[str]) -> list[str]:
    """Splits off npx's own options, which must precede the command; -p is --package."""
    out: list[str] = []
    for i in range(len(words)):
        word = words[i]
        previous = words[i - 1] if i > 0 else ''
        if word == '--':
            return [*out, *words[i:]]
        if not word.startswith('-') and previous not in ['-p', '-c', '-w'] and not takes_value(previous):
            return [*out, '--', *words[i:]]
        out.append('--package' if word == '-p' else ('--no-yes' if word == '--no-install' else word))
    return out


async def _run_guarded(session: Session, line: Arguments) -> int:
    try:
        return await _dispatch(session, line)
    except NpmError as error:
        _tell(session, error.code, error.message)
        if error.code == 'EINTEGRITY':
            await note(session, 'integrity', error.message)
        if error.code == 'ENOENT':
            return 256 - ENOENT
        return int(error.code) if error.code.isdigit() and error.code != '0' else 1
    except OsError as error:
        _tell(session, error.code, f'syscall {error.syscall}\npath {error.path}\nerrno {-error.errno}\n{error.message}')
        return 256 - error.errno


async def _dispatch(session: Session, line: Arguments) -> int:
    config = session.config
    if config.cli.has('version') or config.cli.has('versions'):
        session.print(NPM_VERSION)
        return 0
    for error in config.errors:
        session.log('error', error)
    for warning in session.warnings:
        session.warn(warning)
    if config.problem is not None:
        raise config.problem
    if config.flag('force'):
        session.warn('using --force Recommended protections disabled.')
    if len(line.words) == 0:
        return await run_help(session)
    word = line.words[0]
    if word in ['get', 'set']:
        session.words = [word, *session.words]
    name = ALIASES.get(word) or (word if COMMANDS.has(word) or word in _ABSENT else _abbreviated(word))
    command = COMMANDS.get(name)
    if command is None and name in _ABSENT:
        raise NpmError(
            'EUNSUPPORTED',
            f'npm {name} is not supported in this machine.\nSupported commands:  {", ".join(list(COMMANDS.keys()))}',
        )
    if command is None:
        text = (
            f'Unknown command: "{word}"{did_you_mean(word, list(COMMANDS.keys())).replace("npm run ", "npm ")}\n\n'
            'To see a list of supported npm commands, run:\n  npm help'
        )
        session.log('error', text)
        return 1
    session.command = name
    if config.cli.has('usage'):
        session.words = [name]
        return await run_help(session)
    _choose_workspaces(session)
    if session.system.isatty(STDIN) and session.system.isatty(STDOUT):
        session.registry.ask_password = lambda: one_time_password(session)
    await make_checkpoint(session)
    return await command(session)


def _choose_workspaces(session: Session) -> None:
    """Raises NpmError when there are none, or the command doesn't support them."""
    config = session.config
    name = session.command
    asked = config.flag('workspaces') or len(config.given('workspace') or []) > 0
    supported = name in _OF_TREES or name in _FOR_EACH
    if not asked and (session.implicit_workspace == '' or not (supported or name in _STRICT)):
        return
    if session.is_global:
        raise NpmError('', 'Workspaces not supported for global packages')
    if not supported:
        raise NpmError('ENOWORKSPACES', 'This command does not support workspaces.')
    if session.implicit_workspace != '' and session.disk.exists(join(session.implicit_workspace, '.npmrc')):
        session.warn(f'config ignoring workspace config at {session.implicit_workspace}/.npmrc')
    if name == 'init' or (name == 'view' and not is_local(session)):
        session.workspaces = Map()  # folders that may not exist yet, or don't belong to this project
        return
    session.workspaces = session.select_workspaces(name in _FOR_EACH and config.flag('include-workspace-root'))


def _abbreviated(word: str) -> str:
    """The command that an abbreviation means, if it is unambiguous: `instal` is install, although install-clean exists
    too."""
    names = sorted(
        [name for name in [*COMMANDS.keys(), *ALIASES.keys(), *_ABSENT] if name.startswith(word)],
        key=lambda name: len(name),
    )
    if len(word) < 2 or len(names) == 0 or len([name for name in names if not name.startswith(names[0])]) > 0:
        return ''
    return ALIASES.get(names[0]) or names[0]


def _tell(session: Session, code: str, message: str) -> None:
    """Prints line by line, with npm's word for the kind of error between heading and text."""
    if session.config.flag('json') and not session.silent:
        told: Map[str, str] = Map([['code', code]] if code != '' else [])
        told.set('summary', message)
        told.set('detail', '')
        session.print_json(Map([['error', told]]))
    if code != '':
        session.log('error', f'code {code}')
    prefix = session.command if code == 'ENOLOCK' else _WORDS.get(code)
    lines = message.split('\n')
    if code == 'ERESOLVE':
        lines[0] = 'ERESOLVE ' + lines[0]
    elif prefix is not None:
        lines = [f'{prefix} {line}' for line in lines]
    session.log('error', '\n'.join(lines))


_WORDS: Map[str, str] = Map(
    [
        ['ENEEDAUTH', 'need auth'],
        ['ETARGET', 'notarget'],
        ['ENOVERSIONS', 'notarget'],
        ['ENOTFOUND', 'network'],
        ['ECONNRESET', 'network'],
        ['ETIMEDOUT', 'network'],
        ['ERR_TERRARIUM_NETWORK', 'network'],
        ['EJSONPARSE', 'JSON.parse'],
        ['EBADPLATFORM', 'notsup'],
        ['EBADENGINE', 'notsup'],
        ['EINTEGRITY', 'sha'],
    ]
)
