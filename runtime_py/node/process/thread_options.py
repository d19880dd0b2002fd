"""The options of a worker thread: its parent's, or those in `execArgv` and `env.NODE_OPTIONS` (src/node_worker.cc,
Worker::New).

Options that belong to the whole process can't be given to a thread. Must not know what options do."""

from __future__ import annotations

from runtime_py.node.process.command_line import V8_OPTION, OptionParser, merge, split_words
from runtime_py.node.process.option_variables import take_environment

# PerProcessOptionsParser of src/node_options.cc
_OF_THE_PROCESS = (
    '--title --trace-event-categories --trace-event-file-pattern --v8-pool-size --zero-fill-buffers --debug-arraybuffer-allocations '
    '--disable-proto --node-snapshot --build-snapshot --build-snapshot-config --security-revert --completion-bash --help --version '
    '--v8-options --icu-data-dir --openssl-config --openssl-legacy-provider --openssl-shared-config --tls-cipher-list --use-openssl-ca '
    '--use-bundled-ca --use-system-ca --enable-fips --force-fips --secure-heap --secure-heap-min --disable-wasm-trap-handler '
    '--report-on-signal --report-signal --report-dir --report-directory --report-filename --report-compact --report-on-fatalerror '
    '--report-exclude-network --report-exclude-env --run --experimental-sea-config --verify-base-objects --trace-sigint --max-lazy '
    '--disable-sigusr1 --expose-gc'
).split(' ')


class ThreadOptions:
    def __init__(self, values: object, exec_argv: list) -> None:
        self.values = values
        self.exec_argv = exec_argv
        self.bad_exec_argv = []
        self.bad_node_options = []


def options_of_thread(realm: object, env: object, exec_argv: object) -> ThreadOptions:
    """`env` is an object if the program gave one, `exec_argv` a list if it gave one."""
    own_env = js_typeof(env) == 'object' and env is not None
    if not own_env and not Array.isArray(exec_argv):
        return ThreadOptions(Object.assign({}, realm.option_overrides), realm.exec_argv.slice())
    of_the_process = Object.entries(realm.option_overrides).filter(lambda entry: entry[0] in _OF_THE_PROCESS)
    found = ThreadOptions(Object.fromEntries(of_the_process), realm.exec_argv.slice())
    variables = env if own_env else realm.env
    take_environment(found.values, Object.entries(variables).map(lambda entry: entry.join('=')))
    node_options = variables['NODE_OPTIONS']
    if node_options is not None:
        inherited = realm.env['NODE_OPTIONS'] == node_options
        bad = parse_into(
            realm, split_words(node_options) or [], found.values, inherited, ' is not allowed in NODE_OPTIONS'
        )
        if own_env:
            found.bad_node_options = bad
    if Array.isArray(exec_argv):
        words = exec_argv.map(lambda each: String(each))
        end = words.indexOf('--')
        found.exec_argv = words if end < 0 else words.slice(0, end)
        found.bad_exec_argv = parse_into(realm, found.exec_argv, found.values, False, '')
    return found


def parse_into(realm: object, words: list, values: object, all_allowed: bool, complaint: str) -> list:
    """The options that were not understood, in the library's format."""
    parser = OptionParser(realm.extra)
    bad = []
    left = []
    for word in words:
        at = word.indexOf('=')
        name = word if at < 0 else word.slice(0, at)
        info = parser.types.get(name) or parser.types.get(name.replace('--no-', '--')) or parser.aliases.get(name)
        foreign = name in _OF_THE_PROCESS or info is None or info.type == V8_OPTION
        if not word.startswith('-') or all_allowed or not foreign:
            left.push(word)
        else:
            bad.push((name + '=' if at >= 0 else name) + complaint if complaint != '' else word)
    given = parser.parse(left)
    if given.problem != '':
        bad = [given.problem]
    merge(values, given.values)
    return bad
