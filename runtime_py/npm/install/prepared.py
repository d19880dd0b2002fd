"""The manifest of a folder that is to be published: what package.json says, and what the files beside it add. As npm's
PackageJson.fix and .prepare."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.files import FILE, FOLDER, Disk
from runtime_py.npm.formats.manifest import map_of, parse_package, text_of, texts_of
from runtime_py.npm.formats.paths import dirname, join
from runtime_py.npm.formats.published import NO_README, complete, fix
from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import compile

_MARKDOWN = compile('\\.m?a?r?k?d?o?w?n?$', 'i')
_COMMIT = compile('^([0-9a-f]{40}) (.+)$')


class Prepared:
    """`corrections`: what was wrong in package.json. `warnings`: what is missing."""

    def __init__(self, manifest: Map[str, Any], corrections: list[str]) -> None:
        self.manifest = manifest
        self.corrections = corrections
        self.warnings: list[str] = []


def prepare(disk: Disk, folder: str) -> Prepared:
    """Raises NpmError."""
    path = join(folder, 'package.json')
    manifest = parse_package(disk.read_text(path) or '{}', path)
    out = Prepared(manifest, fix(manifest))
    for key in [key for key in manifest.keys() if key.startswith('_')]:
        manifest.delete(key)
    _add_scripts(disk, folder, manifest)
    _add_people(disk, folder, manifest)
    _add_readme(disk, folder, manifest)
    _add_bins(disk, folder, manifest)
    _add_commit(disk, folder, manifest)
    _add_types(disk, folder, manifest)
    if text_of(manifest, 'name') != '' and text_of(manifest, 'version') != '':
        manifest.set('_id', f'{text_of(manifest, "name")}@{text_of(manifest, "version")}')
    complete(manifest)
    for target in texts_of(manifest, 'bin').values():
        if not disk.exists(join(folder, target)):
            out.warnings.append(f'package-json {text_of(manifest, "_id")} No bin file found at {target}')
    return out


def _files(disk: Disk, folder: str) -> list[str]:
    return [name for name, kind in disk.entries(folder) if kind == FILE]


def _add_scripts(disk: Disk, folder: str, manifest: Map[str, Any]) -> None:
    scripts = map_of(manifest, 'scripts')
    files = _files(disk, folder)
    if not scripts.has('install') and not scripts.has('preinstall') and manifest.get('gypfile') is not False:
        if any(name.endswith('.gyp') for name in files):
            scripts.set('install', 'node-gyp rebuild')
            manifest.set('scripts', scripts)
            manifest.set('gypfile', True)
    if not scripts.has('start') and 'server.js' in files:
        scripts.set('start', 'node server.js')
        manifest.set('scripts', scripts)


def _add_people(disk: Disk, folder: str, manifest: Map[str, Any]) -> None:
    text = disk.read_text(join(folder, 'AUTHORS')) if not manifest.has('contributors') else None
    if text is None:
        return
    lines = [line.strip() for line in text.split('\n')]
    manifest.set('contributors', [line for line in lines if line != '' and not line.startswith('#')])


def _add_readme(disk: Disk, folder: str, manifest: Map[str, Any]) -> None:
    if text_of(manifest, 'readme') != '':
        return
    chosen = ''
    for name in sorted(_files(disk, folder)):
        lower = name.lower()
        if lower == 'readme' or lower.startswith('readme.'):
            if lower != 'readme' and _MARKDOWN.test(name):
                chosen = name
                break
            if name == 'README':
                chosen = name
    text = disk.read_text(join(folder, chosen)) if chosen != '' else None
    if text is not None:
        manifest.set('readme', text)
        manifest.set('readmeFilename', chosen)
    if text_of(manifest, 'readme') == '':
        manifest.set('readme', NO_README)


def _add_bins(disk: Disk, folder: str, manifest: Map[str, Any]) -> None:
    """`directories.bin`: every file below it is a command."""
    place = text_of(map_of(manifest, 'directories'), 'bin')
    if place == '' or manifest.has('bin'):
        return
    place = join('/', place)[1:]
    found: Map[str, Any] = Map()
    waiting = [place]
    while len(waiting) > 0:
        at = waiting.pop()
        for name, kind in disk.entries(join(folder, at)):
            if kind == FOLDER:
                waiting.append(f'{at}/{name}')
            elif not name.startswith('.'):
                found.set(name, f'{at}/{name}')
    manifest.set('bin', found)


def _add_commit(disk: Disk, folder: str, manifest: Map[str, Any]) -> None:
    at = folder
    while not disk.exists(join(at, '.git')) and at != '/':
        at = dirname(at)
    head = disk.read_text(join(at, '.git', 'HEAD')) if not manifest.has('gitHead') else None
    if head is None:
        return
    found = head.strip()
    if found.startswith('ref: '):
        name = found[5:].strip()
        found = (disk.read_text(join(at, '.git', name)) or '').strip()
        for line in (disk.read_text(join(at, '.git', 'packed-refs')) or '').split('\n') if found == '' else []:
            match = _COMMIT.exec(line)
            if match is not None and (match.groups[2] or '').strip() == name:
                found = match.groups[1] or ''
    if found != '':
        manifest.set('gitHead', found)


def _add_types(disk: Disk, folder: str, manifest: Map[str, Any]) -> None:
    index = text_of(manifest, 'main') or 'index.js'
    dot = index.rfind('.')
    plain = index[:dot] if dot > index.rfind('/') + 1 else index
    types = './' + join('.', plain).removeprefix('./') + '.d.ts'
    if not manifest.has('types') and not manifest.has('typings') and disk.exists(join(folder, types)):
        manifest.set('types', types)
