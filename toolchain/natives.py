"""dist/natives*.js: Node's own library, unmodified except for white space, edits that carry the async context
(natives_awaits.js) and TOO_MANY_ARGUMENTS; and the data of bindings: every data member of the real bindings.

    globalThis.TERRARIUM_NATIVES = {id: function(params) {...}}     in each file; parameters by id, see `parameters`
    globalThis.TERRARIUM_NATIVE_FILES = {file: [[id, lines, characters], ...]}      in natives.js: contents of each file
    globalThis.TERRARIUM_BINDING_DATA = {shape: {binding: tagged value}, extra: {...}}     in natives.js; format: natives_extract.js

An engine must parse all of a script before it runs, and every process begins with natives.js; so it has only what
nearly every process and every thread needs, as determined by the pinned Node. The rest is loaded when one of its
modules is first required (runtime_py/node/realm/library.py): common.js has what `COMMON` loads, further.js what
`FURTHER` loads, acorn.js, fetch.js, http2.js, test.js and typescript.js a large part each (acorn, undici, HTTP/2, the test
runner, amaro), rare.js all others. Made again only when the pinned Node or the code here changes."""

import base64
import json
import subprocess
import tempfile
import zlib
from pathlib import Path

from toolchain.environment import DIST, ROOT, WORK, digest_of, node

OUT = WORK / 'natives'
EXTRACT = ROOT / 'toolchain' / 'natives_extract.js'
MINIFY = ROOT / 'toolchain' / 'natives_minify.js'
PLACES = ROOT / 'toolchain' / 'natives_places.js'
AWAITS = ROOT / 'toolchain' / 'natives_awaits.js'
FIRST_FILE = 'natives.js'
COMMON_FILE = 'natives-common.js'
FURTHER_FILE = 'natives-further.js'
ACORN_FILE = 'natives-acorn.js'
FETCH_FILE = 'natives-fetch.js'
HTTP2_FILE = 'natives-http2.js'
TEST_FILE = 'natives-test.js'
RARE_FILE = 'natives-rare.js'
PLACES_FILE = 'natives-places.js'
LINES_FILE = 'natives-lines.js'
WITHOUT_PLACES = ['natives-typescript.js']  # WebAssembly, and files that are minified in Node too
FILES = [
    FIRST_FILE,
    COMMON_FILE,
    FURTHER_FILE,
    ACORN_FILE,
    FETCH_FILE,
    HTTP2_FILE,
    TEST_FILE,
    'natives-typescript.js',
    RARE_FILE,
]
BY_PREFIX = {
    'internal/deps/undici/': FETCH_FILE,
    'http2': HTTP2_FILE,
    'internal/http2/': HTTP2_FILE,
    'internal/test_runner/': TEST_FILE,
    'test': TEST_FILE,
    'internal/deps/amaro/': 'natives-typescript.js',
    'internal/deps/acorn/acorn/': ACORN_FILE,
}
# Not in Node's list of loaded modules: what runs before there is a `require`, standard streams that aren't terminals,
# and the code that shows values in colours when they are one.
FIRST = (
    'internal/bootstrap/',
    'internal/per_context/',
    'internal/main/',
    'internal/fs/sync_write_stream',
    'internal/util/colors',
)
# All programs that print.
FIRST_MODULES = ['tty']
# Nearly all ES modules import some of these, and an import reads all their members.
FIRST_IMPORTS = ['fs', 'module', 'os', 'path', 'url', 'worker_threads']
# Used by servers and command line tools.
COMMON = [
    'async_hooks',
    'child_process',
    'crypto',
    'events',
    'fs/promises',
    'http',
    'module',
    'net',
    'os',
    'querystring',
    'readline',
    'stream',
    'stream/promises',
    'string_decoder',
    'timers/promises',
    'tty',
    'url',
    'util',
    'vm',
    'wasi',
    'worker_threads',
    'zlib',
]
COMMON_IMPORTS = ['async_hooks', 'child_process', 'console', 'events', 'process', 'readline', 'stream', 'util', 'zlib']
# Loaded when a member of another module is first used, and short names of others, which widely used packages require
# (graceful-fs: `constants`).
COMMON_PREFIXES = (
    'assert/',
    'constants',
    'internal/child_process/',
    'internal/fs/',
    'internal/repl/history',
    'internal/source_map/',
    'internal/streams/',
    'internal/util/',
    'path/',
    'sys',
)
# Used by other programs, and members of other modules.
FURTHER_PREFIXES = (
    '_stream_',
    '_tls_',
    'inspector/',
    'internal/async_local_storage/',
    'internal/blob',
    'internal/blocklist',
    'internal/cli_table',
    'internal/cluster/',
    'internal/crypto/',
    'internal/events/',
    'internal/file',
    'internal/legacy/',
    'internal/modules/',
    'internal/navigator',
    'internal/socketaddress',
    'internal/webstreams/',
    'internal/worker/',
)
FURTHER = [
    'assert',
    'cluster',
    'dns',
    'dns/promises',
    'https',
    'inspector',
    'perf_hooks',
    'punycode',
    'readline/promises',
    'stream/consumers',
    'stream/web',
    'trace_events',
    'v8',
]
# Processors of V8's --prof logs: ES modules, of no use here.
LEFT_OUT = 'internal/deps/v8/tools/'
# Both pass 65,535 arguments at once (data: URLs). A worker's stack, half as large as that of Node's main thread, can
# hold some 60,000.
TOO_MANY_ARGUMENTS = ['internal/data_url', 'internal/deps/undici/undici']
ARGUMENTS = ('(2 << 15) - 1', '(2 << 13) - 1')
# The REPL completes let, const and class by asking the inspector for them, or else has none.
COMPLETION = 'internal/repl/completion'
LEXICAL_NAMES = (
    '    return names;\n  }, () => []);',
    "    return names;\n  }, () => internalBinding('contextify').lexicalNames());",
)
# A member of a module that is slow to read is read when it is used (runtime_py/node/esm/lazy_members.py).
REALM = 'internal/bootstrap/realm'
MEMBER = (
    """this.module.setExport(exportName,
                              getOwn(this.exports, exportName, this.exports));""",
    """this.module.setMember(this.id, exportName,
                              this.exports);""",
)

# A browser can't read the state of the promise, so the module says why it couldn't be linked (module_wrap.py).
LOADER = 'internal/modules/esm/loader'
LINKED = ('throwIfPromiseRejected(job.instantiated)', 'throwIfPromiseRejected(job.module)')

# Coverage needs no inspector here (runtime_py/node/coverage/).
COVERAGE = 'internal/util'
HOOKS = (
    "if (process.features.inspector) {\n    internalBinding('profiler')",
    "if (true) {\n    internalBinding('profiler')",
)


def parameters(native_id: str) -> str:
    """The parameters that Node's C++ passes to a module of its library (src/node_builtins.cc)."""
    if native_id == 'internal/bootstrap/realm':
        return 'process, getLinkedBinding, getInternalBinding, primordials'
    if native_id.startswith('internal/per_context/'):
        return 'exports, primordials, privateSymbols, perIsolateSymbols'
    if native_id.startswith(('internal/main/', 'internal/bootstrap/')):
        return 'process, require, internalBinding, primordials'
    return 'exports, require, module, process, internalBinding, primordials'


def extract() -> dict[str, str]:
    """Extracts the pinned Node's library and the data of its bindings; writes them below .build/natives."""
    subprocess.run([node(), '--expose-internals', '--no-warnings', str(EXTRACT), str(OUT)], check=True)
    library: dict[str, str] = json.loads((OUT / 'lib.json').read_text(encoding='utf-8'))
    for native_id in TOO_MANY_ARGUMENTS:
        assert library[native_id].count(ARGUMENTS[0]) == 2, f'{native_id}: isomorphicDecode has changed'
        library[native_id] = library[native_id].replace(*ARGUMENTS)
    assert library[COMPLETION].count(LEXICAL_NAMES[0]) == 1, f'{COMPLETION} asks the inspector in another way'
    library[COMPLETION] = library[COMPLETION].replace(*LEXICAL_NAMES)
    assert library[REALM].count(MEMBER[0]) == 1, f'{REALM} exports members in another way'
    library[REALM] = library[REALM].replace(*MEMBER)
    assert library[COVERAGE].count(HOOKS[0]) == 1, f'{COVERAGE} starts coverage in another way'
    library[COVERAGE] = library[COVERAGE].replace(*HOOKS)
    assert library[LOADER].count(LINKED[0]) == 1, f'{LOADER} looks at promises in another way'
    library[LOADER] = library[LOADER].replace(*LINKED)
    return {native_id: text for native_id, text in library.items() if not native_id.startswith(LEFT_OUT)}


def minify(functions: dict[str, str]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Function texts without white space and comments, with the same names and syntax (natives_minify.js explains why),
    the positions of their calls, and those lines."""
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        for index, text in enumerate(functions.values()):
            (folder / f'{index}.js').write_text(f'({text});', encoding='utf-8')
        subprocess.run([node(), str(MINIFY), str(folder)], check=True)
        texts = {
            native_id: (folder / f'{index}.js').read_text(encoding='utf-8').rstrip().rstrip(';')
            for index, native_id in enumerate(functions)
        }
        places = {
            native_id: (folder / f'{index}.places').read_text(encoding='utf-8')
            for index, native_id in enumerate(functions)
        }
        lines = {
            native_id: (folder / f'{index}.lines').read_text(encoding='utf-8')
            for index, native_id in enumerate(functions)
        }
        return texts, places, lines


def loaded_by(modules: list[str]) -> set[str]:
    """The library modules that the pinned Node has loaded when a program that requires these modules begins."""
    script = f'for (const id of {json.dumps(modules)}) require(id); console.log(JSON.stringify(process.moduleLoadList))'
    return _printed_list(script)


def loaded_by_thread(imports: list[str]) -> set[str]:
    """The library modules that the pinned Node has loaded when a worker thread runs an ES module that imports these.
    They lie in the first file: a thread that lacks one of them would have to scan another whole file at each start."""
    program = f'data:text/javascript,{_importing(imports)}'
    return _printed_list(f'new (require("worker_threads").Worker)(new URL({json.dumps(program)}))')


def loaded_by_import(imports: list[str]) -> set[str]:
    """The same for a program."""
    return _printed_list(_importing(imports), '--input-type=module')


def _importing(imports: list[str]) -> str:
    statements = ''.join(f'import {name} from "{name}";' for name in imports)
    return f'{statements}import.meta.url;console.log(JSON.stringify(process.moduleLoadList))'


def _printed_list(script: str, *options: str) -> set[str]:
    command = [node(), '--no-warnings', *options, '-e', script]
    found: list[str] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {entry.removeprefix('NativeModule ') for entry in found}


def file_of(native_id: str, first: set[str], common: set[str], further: set[str]) -> str:
    for prefix, name in BY_PREFIX.items():
        if native_id.startswith(prefix):
            return name
    if native_id in first or native_id.startswith(FIRST):
        return FIRST_FILE
    if native_id in common or native_id.startswith(COMMON_PREFIXES):
        return COMMON_FILE
    return FURTHER_FILE if native_id in further or native_id.startswith(FURTHER_PREFIXES) else RARE_FILE


def as_function(native_id: str, text: str) -> str:
    return f'function({parameters(native_id)}) {{{text}\n}}'


def make() -> bool:
    """Writes the files; False if they were up to date."""
    stamp = OUT / 'natives.stamp'
    wanted = digest_of(EXTRACT, MINIFY, PLACES, AWAITS, Path(__file__), ROOT / 'requirements.txt')
    targets = [DIST / name for name in [*FILES, PLACES_FILE, LINES_FILE]]
    if stamp.exists() and stamp.read_text() == wanted and all(target.exists() for target in targets):
        return False
    OUT.mkdir(parents=True, exist_ok=True)
    library = extract()
    minified, places, lines = minify({native_id: as_function(native_id, text) for native_id, text in library.items()})
    first = loaded_by(FIRST_MODULES) | loaded_by_thread(FIRST_IMPORTS)
    common = loaded_by(COMMON) | loaded_by_import(COMMON_IMPORTS)
    further = loaded_by(FURTHER)
    files: dict[str, dict[str, str]] = {name: {} for name in FILES}
    for native_id, text in minified.items():
        files[file_of(native_id, first, common, further)][native_id] = text
    for name, modules in files.items():
        (DIST / name).write_text(as_script(modules, name == FIRST_FILE), encoding='utf-8')
    write_places(files, places)
    write_lines(files, lines)
    with (DIST / FIRST_FILE).open('a', encoding='utf-8') as main:
        main.write(
            f'globalThis.TERRARIUM_NATIVE_FILES={json.dumps({name: contents(files[name]) for name in FILES})};\n'
        )
        main.write(
            f'globalThis.TERRARIUM_BINDING_DATA=JSON.parse({js_string((OUT / "binding_data.json").read_text(encoding="utf-8"))});\n'
        )
    stamp.write_text(wanted)
    sizes = ', '.join(f'{target.name} {target.stat().st_size / 1e6:.2f} MB' for target in targets)
    print(f"Node's library: {len(library)} modules, {sizes}")
    return True


def write_places(files: dict[str, dict[str, str]], places: dict[str, str]) -> None:
    """natives-places.js: {id: [columns before the function in its file, columns of the function's head, places]}
    (runtime_py/node/realm/library_places.py)."""
    table = {}
    for name, modules in files.items():
        for native_id in modules:
            before = len(f'{json.dumps(native_id)}:') - (0 if name == FIRST_FILE else 1)
            head = len(f'({as_function(native_id, "")}') - len('\n}')
            if name not in WITHOUT_PLACES:
                table[native_id] = [before, head, places[native_id]]
    (DIST / PLACES_FILE).write_text(
        f'globalThis.TERRARIUM_PLACES=JSON.parse({js_string(json.dumps(table))});\n', encoding='utf-8'
    )


def write_lines(files: dict[str, dict[str, str]], lines: dict[str, str]) -> None:
    """natives-lines.js: {id: the lines that a stack can refer to, the others empty, deflated}
    (runtime_py/node/realm/library_lines.py)."""
    table = {}
    for name, modules in files.items():
        for native_id in modules:
            if name not in WITHOUT_PLACES:
                table[native_id] = deflated(
                    lines[native_id].removeprefix(f'({as_function(native_id, "")}'.removesuffix('\n}'))
                )
    (DIST / LINES_FILE).write_text(
        f'globalThis.TERRARIUM_LINES=JSON.parse({js_string(json.dumps(table))});\n', encoding='utf-8'
    )


def deflated(text: str) -> str:
    compressor = zlib.compressobj(9, wbits=-15)
    return base64.b64encode(compressor.compress(text.encode()) + compressor.flush()).decode()


def contents(modules: dict[str, str]) -> list[list[str | int]]:
    """[id, lines, characters] of each module, as it lies in its file: between them is a comma and the end of a line."""
    return [[native_id, text.count('\n') + 1, len(text)] for native_id, text in modules.items()]


def as_script(modules: dict[str, str], all_are_called: bool) -> str:
    """Two lines before the first module, as runtime_py/node/realm/library.py expects. A function in parentheses is
    compiled at once, others when they are called."""
    note = '/* The JavaScript library of Node.js, MIT licence: licences.txt */\n'
    members = ',\n'.join(
        [f'{json.dumps(native_id)}:{text if all_are_called else text[1:-1]}' for native_id, text in modules.items()]
    )
    return f'{note}globalThis.TERRARIUM_NATIVES={{__proto__:null,\n{members}}};\n'


def js_string(text: str) -> str:
    """A JavaScript string literal; JSON.parse of one is faster than an object literal of the same size."""
    body = (
        text.replace('\\', '\\\\')
        .replace("'", "\\'")
        .replace('\n', '\\n')
        .replace('\r', '\\r')
        .replace('\u2028', '\\u2028')
        .replace('\u2029', '\\u2029')
    )
    return f"'{body}'"
