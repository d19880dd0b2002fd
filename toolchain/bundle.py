"""One bundle per realm, made by esbuild from the lowered modules.

White space and syntax are minified, names are not: `Function.prototype.name` appears in errors and in `util.inspect`,
and keeping it with esbuild's --keep-names would cost a call at every creation of a function."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from toolchain import parts
from toolchain.class_names import restore_class_names
from toolchain.classic_wrapper import read_once
from toolchain.crypto_outline import crypto_outline
from toolchain.environment import DIST, NODE_MODULES, ROOT, WORK, digest_of, esbuild
from toolchain.transpile import JS

METAFILES = WORK / 'meta'
ALIASES = ROOT / 'toolchain' / 'npm_aliases.json'


class BundleError(Exception):
    """Has esbuild's own message."""


@dataclass
class Realm:
    """A bundle: the script that the page, a worker or an embedder loads."""

    name: str
    entry: str  # the Python module
    format: str  # 'iife' for classic scripts, 'esm' for imported ones
    arguments: list[str] = field(default_factory=list)


def analysis_version() -> str:
    """A version of the code that analyses source texts: its results are cached
    (runtime_py/node/modules/analysis_cache.py)."""
    node = ROOT / 'runtime_py' / 'node'
    analysing = (
        'esm/source.py',
        'esm/scopes.py',
        'esm/declared_names.py',
        'async_context/await_places.py',
        'async_context/await_source.py',
        'async_context/call_source.py',
        'source/eval_calls.py',
        'source/line_places.py',
        'source/source_phase.py',
        'source/text_edits.py',
        'source/syntax_tree.py',
        'source/script_scan.py',
        'bindings/cjs_lexer.py',
        'modules/analysis_cache.py',
        *(f'source/survey/{name}' for name in sorted(path.name for path in (node / 'source/survey').glob('*.py'))),
    )
    lexer = NODE_MODULES / 'cjs-module-lexer' / 'package.json'  # its release
    return digest_of(*(node / name for name in analysing), lexer)[:12]


# The transformers of `serve` run in a worker whose globals may be Node's: they get the host's instead.
HOST_NAMES = [
    f'--inject:{(JS / "runtime_py/devserver/transformers/host_names.js").relative_to(ROOT)}',
    *[
        f'--define:globalThis.{name}={name}'
        for name in ('TextDecoder', 'TextEncoder', 'crypto', 'performance', 'process', 'setImmediate', 'MessageChannel')
    ],
]
HOST_CRYPTO = [
    f'--inject:{(JS / "runtime_py/node/crypto/host_random.js").relative_to(ROOT)}',
    '--define:globalThis.crypto=host_crypto_of_process',
]
REALMS = [
    Realm('page.js', 'runtime_py/ide/main.py', 'esm'),
    Realm('monitor.js', 'runtime_py/ide/monitor/main.py', 'esm'),
    Realm('audit.js', 'runtime_py/ide/audit/main.py', 'esm'),
    Realm('terrarium.js', 'runtime_py/api/main.py', 'esm'),
    Realm('machine.js', 'runtime_py/api/machine_frame.py', 'esm'),
    Realm('utils.js', 'runtime_py/api/utils.py', 'esm'),
    Realm('connect.js', 'runtime_py/api/connect.py', 'esm'),
    Realm('kernel.js', 'runtime_py/kernel/main.py', 'iife'),
    Realm('crypto.js', 'runtime_py/node/crypto/main.py', 'iife', HOST_CRYPTO),
    Realm('hashes.js', 'runtime_py/node/crypto/hashes_main.py', 'iife', HOST_CRYPTO),
    Realm('tls.js', 'runtime_py/node/tls_binding/main.py', 'iife'),
    Realm('process.js', 'runtime_py/kernel/process_main.py', 'iife'),
    Realm(
        'compression.js',
        'runtime_py/node/compression/main.py',
        'iife',
        [
            '--define:__dirname=""',
            *[
                f'--alias:{name}=./{(JS / "runtime_py/node/compression/wasm_file.js").relative_to(ROOT)}'
                for name in ('fs', 'path', 'util')
            ],
        ],
    ),
    Realm('sqlite.js', 'runtime_py/node/sqlite/main.py', 'iife'),
    Realm('serve-client.js', 'runtime_py/devserver/client/main.py', 'esm'),
    Realm(
        'serve-refresh.js',
        'runtime_py/devserver/client/refresh.py',
        'esm',
        ['--define:process.env.NODE_ENV="development"'],
    ),
    Realm('serve-compilers.js', 'runtime_py/devserver/compilers/main.py', 'iife'),
    Realm('serve-oxc.js', 'runtime_py/devserver/transformers/oxc.py', 'iife', HOST_NAMES),
    Realm(
        'serve-lightningcss.js',
        'runtime_py/devserver/transformers/lightningcss.py',
        'iife',
        [*HOST_NAMES, '--define:import.meta.url="https://unused.invalid/"'],
    ),
    Realm('serve-esbuild.js', 'runtime_py/devserver/transformers/esbuild.py', 'iife', HOST_NAMES),
    Realm('network.js', 'runtime_py/network/main.py', 'iife'),
    Realm('sw.js', 'service_worker/main.py', 'iife'),
    Realm('preview.js', 'service_worker/preview/main.py', 'iife'),
    Realm('sandbox.js', 'service_worker/sandbox/main.py', 'iife'),
    Realm('preview-worker.js', 'service_worker/preview/guard/worker_main.py', 'iife'),
]


def alias_arguments() -> list[str]:
    """`from npm_modules.ALIAS import name` is lowered to an import of `npm:ALIAS`."""
    return [f'--alias:npm:{alias}={package}' for alias, package in json.loads(ALIASES.read_text()).items()]


def run_esbuild(arguments: list[str], text: str | None = None) -> str:
    """Runs the bundler at the root; raises BundleError. Warnings are errors: they are bugs in our own code or
    settings."""
    done = subprocess.run(
        [esbuild(), *arguments, '--log-level=warning', '--color=false'],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise BundleError(done.stderr.strip())
    if done.stderr.strip():
        print(done.stderr.strip())
    return done.stdout


def utility_names() -> str:
    from runtime_py.shell.utilities.table import UTILITIES

    return json.dumps(list(UTILITIES.keys()))


def arguments_of(name: str) -> list[str]:
    """What a bundle takes from other parts of the build."""
    if name == 'kernel.js':
        return [
            f'--define:globalThis.TERRARIUM_UTILITIES={utility_names()}',
            f'--define:globalThis.TERRARIUM_TOOLS={tools_outline()}',
        ]
    if name == 'node.js':
        return [
            f'--define:globalThis.TERRARIUM_ANALYSIS="{analysis_version()}"',
            f'--define:globalThis.TERRARIUM_CRYPTO={crypto_outline()}',
        ]
    if name == 'serve.js':
        return [f'--define:globalThis.TERRARIUM_TOOLS_VERSION="{tools_version()}"']
    return []


def tools_outline() -> str:
    """Digests of the dev server's WebAssembly: the browser verifies it, and its cache uses the digest as key."""
    outline = {}
    for name, source in ON_DEMAND.items():
        digest = hashlib.sha256((NODE_MODULES / source).read_bytes())
        outline[name] = {
            'version': digest.hexdigest()[:12],
            'integrity': f'sha256-{base64.b64encode(digest.digest()).decode()}',
        }
    return json.dumps(outline)


def tools_version() -> str:
    """A version of everything that affects transforms: results of another version aren't used."""
    return digest_of(
        *(NODE_MODULES / source for source in ON_DEMAND.values()),
        *sorted((ROOT / 'runtime_py' / 'devserver').rglob('*.py')),
    )[:12]


def bundle(realm: Realm, is_debug: bool) -> None:
    run_bundler(realm.name, (JS / realm.entry).with_suffix('.js'), realm.format, realm.arguments, is_debug)


def helper_names() -> str:
    """Variables of process.js's own scope, for the texts of programs (runtime_py/node/realm/helper_names.py)."""
    text = (ROOT / 'runtime_py' / 'node' / 'realm' / 'helper_names.py').read_text(encoding='utf-8')
    return f'let {",".join(re.findall(r"[$]terrarium_[a-z]+", text))};'


def run_bundler(name: str, entry: Path, form: str, arguments: list[str], is_debug: bool) -> None:
    METAFILES.mkdir(parents=True, exist_ok=True)
    run_esbuild(
        [
            str(entry.relative_to(ROOT)),
            '--bundle',
            f'--format={form}',
            f'--outfile={DIST / name}',
            '--target=es2023',
            '--platform=browser',
            '--minify-whitespace',
            '--minify-syntax',
            '--sourcemap=linked',
            '--loader:.wasm=binary',
            '--legal-comments=none',
            f'--metafile={METAFILES / (name + ".json")}',
            f'--define:globalThis.TERRARIUM_DEBUG={"true" if is_debug else "false"}',
            *alias_arguments(),
            *arguments,
            *arguments_of(name),
        ]
    )
    if form == 'iife':
        read_once(DIST / name)
        restore_class_names(DIST / name)


def bundle_parts(is_debug: bool) -> None:
    """Bundles process.js, including the modules that its parts need, and the parts."""
    try:
        division = parts.Division()
    except parts.SharingError as error:
        raise BundleError(str(error)) from error
    run_bundler('process.js', parts.write_publisher(division), 'iife', [f'--footer:js={helper_names()}'], is_debug)
    for part in parts.PARTS:
        run_bundler(part.name, parts.write_tree(division, part), 'iife', [], is_debug)


def bundle_all(is_debug: bool) -> list[str]:
    """`is_debug`: with the checks of a debug build (runtime_py/platform/debugging.py). Bundles every realm whose entry exists; returns the names of the others."""
    missing = []
    for realm in REALMS:
        if realm.name == 'process.js':
            bundle_parts(is_debug)
        elif (ROOT / realm.entry).exists():
            bundle(realm, is_debug)
        else:
            missing.append(realm.name)
            print(f'SKIPPED {realm.name}: its entry {realm.entry} does not exist')
    return missing


def bundle_styles() -> None:
    """Bundles static/page.css with its imports (xterm's own sheet) into dist/page.css."""
    source = ROOT / 'static' / 'page.css'
    if source.exists():
        run_esbuild(
            [
                str(source.relative_to(ROOT)),
                '--bundle',
                '--minify',
                f'--outfile={DIST / "page.css"}',
                *alias_arguments(),
            ]
        )


# WebAssembly that a script of dist/ fetches on first use, and that no page needs in advance.
ON_DEMAND = {
    'serve-oxc.wasm': '@oxc-transform/binding-wasm32-wasi/transform.wasm32-wasi.wasm',
    'serve-lightningcss.wasm': 'lightningcss-wasm/lightningcss_node.wasm',
    'serve-esbuild.wasm': 'esbuild-wasm/esbuild.wasm',
}


def copy_on_demand() -> None:
    for name, source in ON_DEMAND.items():
        shutil.copyfile(NODE_MODULES / source, DIST / name)


def copy_static() -> None:
    """Copies static/ to dist/ unchanged, except for what is bundled."""
    for path in sorted((ROOT / 'static').rglob('*')):
        if path.is_file() and path != ROOT / 'static' / 'page.css':
            target = DIST / path.relative_to(ROOT / 'static')
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def contents_of(name: str) -> list[tuple[str, int]]:
    """The content of a bundle: bytes by room or npm package, largest first; from esbuild's metafile."""
    file = METAFILES / (name + '.json')
    if not file.exists():
        return []
    sums: dict[str, int] = {}
    for output in json.loads(file.read_text())['outputs'].values():
        for source, info in output['inputs'].items():
            parts = Path(source).parts
            if parts[0] == 'node_modules':
                part = '/'.join(parts[1:3]) if parts[1].startswith('@') else parts[1]
            else:
                part = '/'.join(parts[2:4]) if len(parts) > 4 else parts[-1]
            sums[part] = sums.get(part, 0) + info['bytesInOutput']
    return sorted(((part, size) for part, size in sums.items() if size), key=lambda item: -item[1])
