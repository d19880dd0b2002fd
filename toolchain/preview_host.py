"""dist/preview/: the files for a host of previews with separate origins. One small page under three names, a service
worker that contains everything else, and the headers that the page needs, in the formats of several static hosts."""

import json

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from toolchain.bundle import alias_arguments, run_esbuild
from toolchain.environment import DIST, ROOT, WORK
from toolchain.transpile import JS

FOLDER = DIST / 'preview'
PAGE_NAMES = ('index.html', '404.html', 'terrarium-bridge.html')
HEADERS = {
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Origin-Agent-Cluster': '?1',
}


def script_of(entry: str) -> str:
    """A bundle as text."""
    out = WORK / 'preview' / 'script.js'
    module = (JS / entry).with_suffix('.js').relative_to(ROOT)
    run_esbuild(
        [
            str(module),
            '--bundle',
            '--format=iife',
            f'--outfile={out}',
            '--target=es2023',
            '--platform=browser',
            '--minify-whitespace',
            '--minify-syntax',
            '--legal-comments=none',
            '--charset=utf8',
            *alias_arguments(),
        ]
    )
    return out.read_text(encoding='utf-8')


def page() -> str:
    templates = Environment(
        loader=FileSystemLoader(ROOT / 'templates' / 'origin'), undefined=StrictUndefined, keep_trailing_newline=True
    )
    return templates.get_template('index.html.j2').render(
        script=script_of('service_worker/origin/page.py').replace('</', '<\\/')
    )


def make() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = page()
    for name in PAGE_NAMES:
        (FOLDER / name).write_text(text, encoding='utf-8')
    files = {
        'page': text,
        'preview.js': script_of('service_worker/origin/shim.py'),
        'preview-worker.js': script_of('service_worker/preview/guard/worker_main.py'),
    }
    (FOLDER / 'terrarium-worker.js').write_text(files['preview-worker.js'], encoding='utf-8')
    # written here, because as an argument of the bundler it would exceed Linux's limit
    (FOLDER / 'terrarium-sw.js').write_text(
        f'self.TERRARIUM_FILES={json.dumps(files)};\n{script_of("service_worker/origin/main.py")}', encoding='utf-8'
    )
    settings = FOLDER / 'terrarium.json'
    settings.write_text(json.dumps({'machines': []}) + '\n', encoding='utf-8')
    (FOLDER / '_headers').write_text(
        '/*\n' + ''.join(f'  {name}: {value}\n' for name, value in HEADERS.items()), encoding='utf-8'
    )
