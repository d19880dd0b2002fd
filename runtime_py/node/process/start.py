"""The program `node`: parses options, selects and runs one of Node's main scripts, and waits for its end.

`prepare` does what doesn't need argv, in a worker that waits for work; `main` does the rest (src/node.cc,
StartExecution)."""

from __future__ import annotations

from runtime_py.node.bindings.crypto import prepare_hashes
from runtime_py.node.bindings.worker import facts_of
from runtime_py.node.coverage.collector import coverage
from runtime_py.node.engine.gaps import fill as fill_engine_gaps
from runtime_py.node.engine.host_globals import hide_all_but
from runtime_py.node.engine.iterators import install as note_iterators
from runtime_py.node.engine.messages import install as install_messages
from runtime_py.node.engine.promises import install as note_promises
from runtime_py.node.engine.proxies import install as note_proxies
from runtime_py.node.engine.restrictions import restrict
from runtime_py.node.permission.guards import guard_bindings
from runtime_py.node.process.bash_completion import completion_script
from runtime_py.node.process.clock import clock
from runtime_py.node.process.command_line import CommandLine, OptionParser, merge, split_words
from runtime_py.node.process.config_file import read_config
from runtime_py.node.process.engine_options import engine_options_text
from runtime_py.node.process.env_files import read_env_files
from runtime_py.node.process.option_rules import contradictions, notes_at_start, refusal_at_start, unsupported
from runtime_py.node.process.option_variables import take_environment
from runtime_py.node.process.task_runner import run_task
from runtime_py.node.process.thread_start import ThreadStart, awaited
from runtime_py.node.realm.library import load_files, load_further, open_library
from runtime_py.node.realm.realm import Realm
from runtime_py.node.stacks.stacks import install_for_engine
from runtime_py.platform.bytes import encode
from runtime_py.platform.futures import Future
from runtime_py.vfs.flags import O_RDWR

BAD_USAGE = 9
WATCH_MODE = 'internal/main/watch_mode'
_realms = []


def prepare(main_thread: bool) -> None:
    """Boots Node's library for a main thread, or for a further one. natives.js must be loaded in this worker."""
    _realms.push(boot(ThreadStart() if main_thread else awaited()))


def prepare_further() -> None:
    """Loads the scripts that many programs need."""
    for realm in _realms:
        load_further(realm.natives)
    prepare_hashes()


def prepare_scripts(names: list[str]) -> None:
    """Loads those of these scripts that belong to the library, and the whole of crypto."""
    for realm in _realms:
        load_files(realm.natives, names)
        if 'crypto.js' in names and realm.load_crypto is not None:
            realm.load_crypto()


def boot(thread: ThreadStart) -> Realm:
    note_proxies()
    note_iterators()
    realm = Realm(open_library(), globalThis.TERRARIUM_BINDING_DATA, thread)
    hide_all_but(realm.extra.globals)
    fill_engine_gaps()
    install_messages()
    install_for_engine()
    realm.bootstrap()
    note_promises()
    return realm


def thread_main(system: object, number: int, given: object) -> None:
    """A further thread of a process, with what its parent sent."""
    clock.begin(system.processes.started_of(system.slot))
    realm = _realms[0]
    thread = realm.thread
    thread.take(number, given)
    Object.assign(realm.get_binding('worker'), facts_of(thread))
    realm.option_overrides = thread.options
    realm.exec_argv = thread.exec_argv
    if thread.shared_env != 0:
        realm.environment.join(system, thread.shared_env)
    else:
        Object.assign(realm.env, thread.env)
    system.program = thread.exec_path
    realm.attach(system, [system.program], [])
    restrict(thread.options)
    begin_permissions(realm)
    realm.start('internal/main/worker_thread')


async def main(system: object, argv: list[str], env: list[str]) -> int:
    """Runs until the end of the process; returns a code only if Node's main script isn't reached."""
    clock.begin(system.processes.started_of(system.slot))
    realm = _realms[0]
    open_standard_descriptors(system)
    parser = OptionParser(realm.extra)
    given = parser.parse(argv.slice(1))
    files = read_env_files(system, argv.slice(1))
    if files.problem != '':
        return complain(system, argv[0], [files.problem])
    for note in files.notes:
        say(system, 2, f'{note}\n')
    own_env = env
    with_files = [*env, *files.pairs(env)]
    if given.values['[has_env_file_string]']:
        env = with_files  # otherwise the option belongs to the program, and only NODE_OPTIONS counts
    config = read_config(system, realm.extra, given.options)
    for note in config.notes:
        say(system, 2, f'{note}\n')
    if config.problem != '':
        return complain(system, argv[0], [config.problem])
    values = config.values
    for pair in with_files:
        if pair.startswith('NODE_OPTIONS='):
            words = split_words(pair.slice(len('NODE_OPTIONS=')))
            if words is None:
                return complain(system, argv[0], ['invalid value for NODE_OPTIONS (unterminated string)\n'])
            from_env = parser.parse(words, True)
            if from_env.problem != '':
                return complain(system, argv[0], from_env.problems)
            merge(values, from_env.values)
    take_environment(values, env)
    if given.problem != '':
        return complain(system, argv[0], given.problems)
    merge(values, given.values)
    problems = [*contradictions(values), *unsupported(values)]
    if len(problems) > 0:
        return complain(system, argv[0], problems)
    refusal = refusal_at_start(values)
    if refusal is not None:
        complain(system, argv[0], [refusal[1]])
        return refusal[0]
    if values['--version']:
        return say(system, 1, f'v{realm.extra.versions.node}\n')
    if values['--v8-options']:
        return say(system, 1, engine_options_text(realm.extra.engine))
    if values['--completion-bash']:
        return say(system, 1, completion_script(realm.extra.info))
    if values['--run']:
        system.begin()
        return await run_task(system, values['--run'], given.rest if given.has_dashes else [], env)
    say_notes(system, values)
    realm.option_overrides = values
    realm.exec_argv = given.options
    realm.is_strict = given.options.some(lambda option: option == '--use-strict' or option == '--use_strict')
    program = choose_main(system, given, values)
    # the programs that watch mode starts read the files again, and would prefer the watcher's variables
    realm.attach(system, [argv[0], *given.rest], own_env if program == WATCH_MODE else env)
    restrict(values)
    begin_permissions(realm)
    if values['--experimental-test-coverage']:
        coverage.start()
    system.begin()
    realm.start(program)
    return await Future().wait()


def begin_permissions(realm: object) -> None:
    """--permission: sets the grants with which the program begins; there will be no others."""
    options = realm.option_overrides
    if options['--permission']:
        if not options['--allow-addons']:
            options['--addons'] = False
        # a thread's first argument is empty when Node resolves it, so the working folder is granted
        realm.permission.turn_on(options, realm.argv if realm.thread.is_main else [realm.argv[0], '.'])
        guard_bindings(realm, realm.permission)


def open_standard_descriptors(system: object) -> None:
    """Closed descriptors among 0 to 2 become /dev/null; otherwise the first file that the program opens would become
    its output (src/node.cc, PlatformInit)."""
    for fd in range(3):
        if system.fd_kind(fd) < 0:
            system.open('/dev/null', O_RDWR, 0)


def say_notes(system: object, values: object) -> None:
    for note in notes_at_start(values):
        say(system, 2, f'{note}\n')


def choose_main(system: object, given: CommandLine, values: object) -> str:
    if values['--help']:
        return 'internal/main/print_help'
    if values['--prof-process']:
        return 'internal/main/prof_process'
    if values['--check']:
        return 'internal/main/check_syntax'
    if values['[has_eval_string]'] and not values['--interactive']:
        return 'internal/main/eval_string'
    if values['--test']:
        return 'internal/main/test_runner'
    if values['--watch']:
        return WATCH_MODE
    if given.rest.length > 0 and given.rest[0] not in ['', '-']:
        return 'internal/main/run_main_module'
    if values['--interactive'] or system.isatty(0):
        return 'internal/main/repl'
    return 'internal/main/eval_stdin'


def say(system: object, fd: int, text: str) -> int:
    data = encode(text)
    system.write_wait(fd, data, 0, len(data))
    return 0


def complain(system: object, name: str, problems: list[str]) -> int:
    """`name`: the program's name in the command. V8's messages about its options begin with `Error:`, without a name
    before it."""
    for problem in problems:
        say(system, 2, f'{problem}\n' if problem.startswith('Error: illegal') else f'{name}: {problem}\n')
    return BAD_USAGE
