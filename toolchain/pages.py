"""index.html and the web manifest from templates/*.j2, and the precache list at the start of sw.js.

A template sees `precache` ([{url, revision}]), `revision` (of the whole build), `version` and `node_version`.
Everything is relative, so dist/ works below any path."""

import base64
import hashlib
import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from runtime_py.kernel.program_scripts import KEPT
from toolchain.bundle import ON_DEMAND, run_esbuild
from toolchain.environment import DIST, ROOT, node_folder

TEMPLATES = ROOT / 'templates'
# Not for the offline cache: the worker itself (the browser stores it), and files that only people read.
NOT_PRECACHED = ('sw.js', '.map', '.md', *ON_DEMAND)
OTHER_HOSTS = DIST / 'preview'  # its files belong to other origins
REVISION_DIGITS = 16


def version() -> str:
    return str(json.loads((ROOT / 'package.json').read_text())['version'])


def node_version() -> str:
    text = (node_folder() / 'include' / 'node' / 'node_version.h').read_text()
    defined = dict(
        line.split()[1:3] for line in text.splitlines() if line.startswith('#define NODE_') and len(line.split()) == 3
    )
    return '.'.join(defined[f'NODE_{part}_VERSION'] for part in ('MAJOR', 'MINOR', 'PATCH'))


def precache_list() -> list[dict[str, str]]:
    """Every file of dist/ that must be available offline, with the start of its SHA-256, in the order in which a first
    visit fetches them."""
    files = first_to_last(
        [
            file
            for file in sorted(DIST.rglob('*'))
            if file.is_file() and not file.name.endswith(NOT_PRECACHED) and OTHER_HOSTS not in file.parents
        ]
    )
    return [
        {
            'url': file.relative_to(DIST).as_posix(),
            'revision': hashlib.sha256(file.read_bytes()).hexdigest()[:REVISION_DIGITS],
        }
        for file in files
    ]


def first_to_last(files: list[Path]) -> list[Path]:
    """What all programs need, then the smallest first: a large compiler that few need keeps nothing else back."""
    return sorted(
        files,
        key=lambda file: (KEPT.index(file.name) if file.name in KEPT else len(KEPT), file.stat().st_size, file.name),
    )


def revision_of(entries: list[dict[str, str]]) -> str:
    return hashlib.sha256(json.dumps(entries).encode()).hexdigest()[:REVISION_DIGITS]


def render(previews: str = '') -> None:
    """`previews`: the pattern of the separate origins for previews (runtime_py/platform/preview_origins.py).
    Pages are rendered first, because they are in the list themselves; they use the list of the other files."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True
    )
    names = sorted(name for name in templates.list_templates() if name.endswith('.j2') and '/' not in name)
    outputs = {name: DIST / name.removesuffix('.j2') for name in names}
    for output in outputs.values():
        output.unlink(missing_ok=True)
    others = precache_list()
    for name, output in outputs.items():
        output.parent.mkdir(parents=True, exist_ok=True)
        text = templates.get_template(name).render(
            precache=others,
            revision=revision_of(others),
            version=version(),
            node_version=node_version(),
            previews=previews,
            script_hashes=script_hashes(name),
        )
        output.write_text(text, encoding='utf-8')
    write_service_worker(precache_list())


def script_hashes(name: str) -> str:
    """The sources of a Content-Security-Policy that allow the template's inline scripts."""
    text = (TEMPLATES / name).read_text(encoding='utf-8')
    digests = [
        hashlib.sha256(each.encode()).digest() for each in re.findall(r'<script>(.*?)</script>', text, re.DOTALL)
    ]
    return ' '.join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def write_service_worker(entries: list[dict[str, str]]) -> None:
    """Puts the list before the bundle as a banner: esbuild shifts the source map accordingly."""
    worker = DIST / 'sw.js'
    if not worker.exists():
        return
    run_esbuild(
        [
            str(worker.relative_to(ROOT)),
            '--minify-whitespace',
            '--sourcemap=linked',
            '--charset=utf8',
            '--allow-overwrite',
            f'--outfile={worker}',
            f'--banner:js=self.TERRARIUM_PRECACHE={json.dumps(entries)};self.TERRARIUM_REVISION={json.dumps(revision_of(entries))};',
        ]
    )
