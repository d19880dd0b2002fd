"""Which files of a folder belong to its package: by `files` of package.json, .npmignore or .gitignore, and what is
always in or out. As npm-packlist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.npm.files import FILE, FOLDER, Disk
from runtime_py.npm.formats.collation import locale_compare, sorted_by
from runtime_py.npm.formats.ignore_rules import Rule, rules_of
from runtime_py.npm.formats.manifest import bins_of, bundled_names, list_of, texts_of
from runtime_py.npm.formats.paths import basename, dirname, is_inside, join
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map, Set

_DEFAULTS = [
    '.npmignore',
    '.gitignore',
    '**/.git',
    '**/.svn',
    '**/.hg',
    '**/CVS',
    '**/.git/**',
    '**/.svn/**',
    '**/.hg/**',
    '**/CVS/**',
    '/.lock-wscript',
    '/.wafpickle-*',
    '/build/config.gypi',
    'npm-debug.log',
    '**/.npmrc',
    '.*.swp',
    '.DS_Store',
    '**/.DS_Store/**',
    '._*',
    '**/._*/**',
    '*.orig',
    '/archived-packages/**',
]
_ALWAYS = [
    '/.git',
    '!/package.json',
    '!/readme{,.*[^~$]}',
    '!/copying{,.*[^~$]}',
    '!/license{,.*[^~$]}',
    '!/licence{,.*[^~$]}',
    '/.git',
    '/node_modules',
    '.npmrc',
    '/package-lock.json',
    '/yarn.lock',
    '/pnpm-lock.yaml',
    '/bun.lockb',
]


class _Folder:
    """The rules of one folder, in their order. `path` is relative to the package; '' is the package itself."""

    def __init__(self, path: str, above: _Folder | None) -> None:
        self.path = path
        self.above = above
        self.rules: list[Rule] = []

    def takes(self, name: str, is_folder: bool) -> bool:
        """`name`: relative to this folder."""
        included = True
        if self.above is not None:
            own = self.path[len(self.above.path) :].lstrip('/')
            included = self.above.takes(own + '/' + name, is_folder)
        for rule in self.rules:
            if rule.negated != included and rule.matches(name, is_folder):
                included = rule.negated
        return included


class PackList:
    """`further`: lines of ignore files above the folder. `warn` hears that .gitignore stands in for .npmignore."""

    def __init__(
        self, disk: Disk, folder: str, manifest: Map[str, Any], further: list[str], warn: Callable[[str], None]
    ) -> None:
        self.disk = disk
        self.folder = folder
        self.manifest = manifest
        self.further = further
        self.warn = warn
        self._required: list[str] = []
        self._found: list[str] = []

    def files(self) -> list[str]:
        """Paths relative to the package, in no order."""
        top = _Folder('', None)
        top.rules = rules_of([*_DEFAULTS, *self.further])
        strict = self._of_manifest(top)
        if not self.manifest.has('files'):
            self._ignore_files(top, '')
        top.rules.extend(rules_of(strict))
        self._walk(top)
        return self._found

    def _of_manifest(self, top: _Folder) -> list[str]:
        """Adds the rules that `files` makes; returns those that come last, and win."""
        first: list[str] = []
        included: list[str] = []
        for each in list_of(self.manifest, 'files'):
            text = each[1:] if each.startswith('./') else each
            text = text + '*' if text.endswith('/*') else text
            path = join(self.folder, text.lstrip('!').lstrip('/'))
            if not self.disk.exists(path):
                included.append('!' + text)
            elif self.disk.is_folder(path):
                included.extend(['!' + text, f'!{text}/**'])
            else:
                first.insert(0, '!' + text)
                self._required.append(text.lstrip('/'))
        if self.manifest.has('files'):
            top.rules.extend(rules_of(['*', *included]))
        last: list[str] = []
        browser: Any = self.manifest.get('browser')
        main: Any = self.manifest.get('main')
        for path in [browser, main, *bins_of(self.manifest).values()]:
            if isinstance(path, str) and path != '':
                last.append('!/' + path)
        return [*first, *_ALWAYS, *last]

    def _ignore_files(self, at: _Folder, path: str) -> None:
        """.npmignore, or else .gitignore."""
        found = ignore_file(self.disk, join(self.folder, path) if path != '' else self.folder)
        if found is None:
            return
        at.rules.extend(rules_of(found.lines))
        if found.name == '.gitignore' and path == '':
            self.warn(
                'gitignore-fallback No .npmignore file found, using .gitignore for file exclusion. Consider creating'
                ' a .npmignore file to explicitly control published files.'
            )

    def _walk(self, at: _Folder) -> None:
        files: list[str] = []
        folders: list[str] = []
        for name, kind in self.disk.entries(join(self.folder, at.path) if at.path != '' else self.folder):
            if name.find('*') >= 0:
                continue
            if kind == FILE and at.takes(name, False):
                files.append(name)
            elif kind == FOLDER and at.takes(name, True):
                folders.append(name)
        for name in files:
            self._found.append(name if at.path == '' else at.path + '/' + name)
        for name in folders:
            path = name if at.path == '' else at.path + '/' + name
            below = _Folder(path, at)
            below.rules = rules_of(_DEFAULTS)
            self._ignore_files(below, path)
            inside = [each[len(path) + 1 :] for each in self._required if each.startswith(path + '/')]
            below.rules.extend(rules_of(['/.git', *['!' + each for each in inside]]))
            self._walk(below)


class _IgnoreFile:
    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines


def ignore_file(disk: Disk, folder: str) -> _IgnoreFile | None:
    for name in ['.npmignore', '.gitignore']:
        text = disk.read_text(join(folder, name))
        if text is not None:
            return _IgnoreFile(name, text.replace('\r\n', '\n').split('\n'))
    return None


def lines_above(disk: Disk, prefix: str, folder: str) -> list[str]:
    """What the ignore files from the project down to a workspace's parent say."""
    out: list[str] = []
    at = dirname(folder)
    while is_inside(prefix, at) or at == prefix:
        found = ignore_file(disk, at)
        if found is not None:
            out = [*found.lines, *out]
        if at == prefix:
            break
        at = dirname(at)
    return out


def archive_order(paths: list[str]) -> list[str]:
    return sorted_by(paths, _by_kind)


def _extension(path: str) -> str:
    name = basename(path)
    at = name.rfind('.')
    return name[at:] if at > 0 else ''


def _by_kind(a: str, b: str) -> int:
    """Alike files beside each other pack better: by extension, then by name."""
    return (
        locale_compare(_extension(a).lower(), _extension(b).lower())
        or locale_compare(basename(a).lower(), basename(b).lower())
        or locale_compare(a, b)
    )


def bundled_folders(root: Node) -> list[str]:
    """Where the packages lie that go into the archive, with what they need."""
    out: list[str] = []
    seen: Set[Node] = Set()
    waiting = [edge for edge in root.edges_out.values() if edge.name in bundled_names(root.manifest)]
    while len(waiting) > 0:
        edge = waiting.pop(0)
        node = edge.to
        if node is None or edge.is_peer or edge.is_dev or seen.has(node):
            continue
        seen.add(node)
        out.append(node.location())
        wanted = [
            *texts_of(node.manifest, 'dependencies').keys(),
            *texts_of(node.manifest, 'optionalDependencies').keys(),
        ]
        waiting.extend([each for each in node.edges_out.values() if each.name in wanted])
    return out
