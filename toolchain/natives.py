"""dist/natives.js: Node's own library, unmodified but for white space and what carries the async context (natives_awaits.js), and the seed: every data member of the real bindings.

    self.TERRARIUM_NATIVES = {id: function(params) {...}}     parameters by id, see `parameters`
    self.TERRARIUM_SEED = {shape: {binding: tagged value}, extra: {...}}     format: natives_extract.js

The TypeScript stripper (amaro), which is more than all the rest and rarely used, is a file of its own; its member is a getter which
loads that file with importScripts at first use. Made again only when the pinned Node or the code here changes."""
import json
import subprocess
import tempfile
from pathlib import Path

from toolchain.environment import DIST, ROOT, WORK, digest_of, node

OUT = WORK / 'natives'
EXTRACT = ROOT / 'toolchain' / 'natives_extract.js'
MINIFY = ROOT / 'toolchain' / 'natives_minify.js'
AWAITS = ROOT / 'toolchain' / 'natives_awaits.js'
MAIN_FILE = 'natives.js'
STRIPPER_FILE = 'natives-typescript.js'
STRIPPER = 'internal/deps/amaro/dist/index'
# Processors of V8's --prof logs: ES modules, of no use here.
LEFT_OUT = 'internal/deps/v8/tools/'


def parameters(native_id: str) -> str:
    """What Node's C++ passes to a module of its library (src/node_builtins.cc)."""
    if native_id == 'internal/bootstrap/realm':
        return 'process, getLinkedBinding, getInternalBinding, primordials'
    if native_id.startswith('internal/per_context/'):
        return 'exports, primordials, privateSymbols, perIsolateSymbols'
    if native_id.startswith(('internal/main/', 'internal/bootstrap/')):
        return 'process, require, internalBinding, primordials'
    return 'exports, require, module, process, internalBinding, primordials'


def extract() -> dict[str, str]:
    """Asks the pinned Node for its library and the data of its bindings; writes them below .build/natives."""
    subprocess.run([node(), '--expose-internals', '--no-warnings', str(EXTRACT), str(OUT)], check=True)
    library: dict[str, str] = json.loads((OUT / 'lib.json').read_text(encoding='utf-8'))
    return {native_id: text for native_id, text in library.items() if not native_id.startswith(LEFT_OUT)}


def minify(functions: dict[str, str]) -> dict[str, str]:
    """Removes white space and comments from function texts; names and syntax stay (natives_minify.js says why)."""
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        for index, text in enumerate(functions.values()):
            (folder / f'{index}.js').write_text(f'({text});', encoding='utf-8')
        subprocess.run([node(), str(MINIFY), str(folder)], check=True)
        return {native_id: (folder / f'{index}.js').read_text(encoding='utf-8').rstrip().rstrip(';') for index, native_id in enumerate(functions)}


def as_function(native_id: str, text: str) -> str:
    return f'function({parameters(native_id)}) {{{text}\n}}'


def make() -> bool:
    """Writes natives.js and natives-typescript.js; False if they were up to date."""
    stamp = OUT / 'natives.stamp'
    wanted = digest_of(EXTRACT, MINIFY, AWAITS, Path(__file__), ROOT / 'requirements.txt')
    targets = [DIST / MAIN_FILE, DIST / STRIPPER_FILE]
    if stamp.exists() and stamp.read_text() == wanted and all(target.exists() for target in targets):
        return False
    OUT.mkdir(parents=True, exist_ok=True)
    library = extract()
    minified = minify({native_id: as_function(native_id, text) for native_id, text in library.items()})
    seed = (OUT / 'seed.json').read_text(encoding='utf-8')
    stripper = minified.pop(STRIPPER)
    members = [f'{json.dumps(native_id)}:{text}' for native_id, text in minified.items()]
    address = f'new URL({json.dumps(STRIPPER_FILE)},folder).href'
    # loaded when it is first asked for; by then nothing of the worker's own is a global any more (runtime_py/node/host_globals.py)
    members.append(f'get {json.dumps(STRIPPER)}(){{load({address});const found=globalThis.TERRARIUM_STRIPPER;delete globalThis.TERRARIUM_STRIPPER;'
                   f'Object.defineProperty(this,{json.dumps(STRIPPER)},{{value:found}});return found}}')
    note = '/* The JavaScript library of Node.js, MIT licence: licences.txt */\n'
    library_text = f'{note}self.TERRARIUM_NATIVES=((load,folder)=>({{__proto__:null,\n' + ',\n'.join(members) + '}))(importScripts,self.location.href);\n'
    (DIST / MAIN_FILE).write_text(f'{library_text}self.TERRARIUM_SEED=JSON.parse({js_string(seed)});\n', encoding='utf-8')
    (DIST / STRIPPER_FILE).write_text(
        f'{note}globalThis.TERRARIUM_STRIPPER={stripper};\n', encoding='utf-8')
    stamp.write_text(wanted)
    sizes = ', '.join(f'{target.name} {target.stat().st_size / 1e6:.2f} MB' for target in targets)
    print(f"Node's library: {len(library)} modules, {sizes}")
    return True


def js_string(text: str) -> str:
    """A JavaScript string literal; JSON.parse of one is faster than an object literal of the same size."""
    body = text.replace('\\', '\\\\').replace("'", "\\'").replace('\n', '\\n').replace('\r', '\\r').replace('\u2028', '\\u2028').replace('\u2029', '\\u2029')
    return f"'{body}'"
