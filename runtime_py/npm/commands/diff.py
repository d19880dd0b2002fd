"""npm diff [FILE...]: what differs between two packages, given by --diff; by default between the published package and
this project."""

from __future__ import annotations

from typing import Any

from runtime_py.archive.member import FILE as FILE_MEMBER
from runtime_py.archive.member import Member
from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.commands.pack import pack
from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import FILE, FOLDER
from runtime_py.npm.formats.globs import expand_braces, matches
from runtime_py.npm.formats.line_patch import hunks_of
from runtime_py.npm.formats.manifest import bins_of, identity, text_of
from runtime_py.npm.formats.paths import basename, join, relative
from runtime_py.npm.formats.range import parse_range
from runtime_py.npm.formats.spec import DIRECTORY, Spec, parse_argument
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.install.project import no_manifest
from runtime_py.npm.install.tar import members
from runtime_py.npm.registry.pick import pick
from runtime_py.npm.registry.registry_source import unpack
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.bytes import decode
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.text import to_base

_OUTSIDE = 'Needs multiple arguments to compare or run from a project dir.'
# Endings whose files are named, but not shown.
_BINARY = (
    '3dm 3ds 3g2 3gp 7z a aac adp afdesign afphoto afpub ai aif aiff alz ape apk appimage ar arj asf au avi bak baml bh '
    'bin bk bmp btif bz2 bzip2 cab caf cgm class cmx cpio cr2 cr3 cur dat dcm deb dex djvu dll dmg dng doc docm docx dot '
    'dotm dra DS_Store dsk dts dtshd dvb dwg dxf ecelp4800 ecelp7470 ecelp9600 egg eol eot epub exe f4v fbs fh fla flac '
    'flatpak fli flv fpx fst fvt g3 gh gif graffle gz gzip h261 h263 h264 icns ico ief img ipa iso jar jpeg jpg jpgv jpm '
    'jxr key ktx lha lib lvp lz lzh lzma lzo m3u m4a m4v mar mdi mht mid midi mj2 mka mkv mmr mng mobi mov movie mp3 mp4 '
    'mp4a mpeg mpg mpga mxu nef npx numbers nupkg o odp ods odt oga ogg ogv otf ott pages pbm pcx pdb pdf pea pgm pic png '
    'pnm pot potm potx ppa ppam ppm pps ppsm ppsx ppt pptm pptx psd pya pyc pyo pyv qt rar ras raw resources rgb rip rlc '
    'rmf rmvb rpm rtf rz s3m s7z scpt sgi shar snap sil sketch slk smv snk so stl suo sub swf tar tbz tbz2 tga tgz thmx '
    'tif tiff tlz ttc ttf txz udf uvh uvi uvm uvp uvs uvu viv vob war wav wax wbmp wdp weba webm webp whl wim wm wma wmv '
    'wmx woff woff2 wrm wvx xbm xif xla xlam xls xlsb xlsm xlsx xlt xltm xltx xm xmind xpi xpm xwd xz z zip zipx'
).split(' ')


async def run(session: Session) -> int:
    given = [text for text in session.config.given('diff') or [] if text != '']
    if len(given) > 2:
        raise usage_error('diff', "Can't use more than two --diff arguments.")
    if session.workspaces is None:
        await _compare(session, given, session.where, session.prefix)
        return 0
    for folder in session.workspaces.values():
        await _compare(session, given, folder, folder)
    return 0


async def _compare(session: Session, given: list[str], top: str, folder: str) -> None:
    """`top` has the node_modules to look into."""
    texts = await _Choice(session, top, folder).of(given)
    old = await _side_of(session, top, texts[0])
    fresh = await _side_of(session, top, texts[1])
    wanted = [*session.words, *session.rest]
    names = [*old.files.keys(), *[name for name in fresh.files.keys() if not old.files.has(name)]]
    parts = [_difference(session, old, fresh, name) for name in names if _is_wanted(old, fresh, name, wanted)]
    session.print(''.join(parts).strip())


class _Choice:
    """Which two packages are meant."""

    def __init__(self, session: Session, top: str, folder: str) -> None:
        self.session = session
        self.top = top
        self.folder = folder

    async def of(self, given: list[str]) -> list[str]:
        if len(given) == 2:
            return [self._installed_or(text) for text in self._both(given[0], given[1])]
        if len(given) == 0:
            return [f'{self._own_name(_OUTSIDE)}@{self.session.config.text("tag")}', 'file:' + self.folder]
        text = given[0]
        if parse_range(text) is not None:
            return [f'{self._own_name(_OUTSIDE)}@{text}', 'file:' + self.folder]
        spec = self._parsed(text)
        if spec.type == DIRECTORY:
            return ['file:' + spec.fetch, 'file:' + self.folder]
        if not spec.from_registry:
            raise usage_error('diff', f'Spec type {spec.type} not supported.')
        return await self._of_package(spec, text)

    def _parsed(self, text: str) -> Spec:
        return parse_argument(text, self.session.cwd, self.session.home)

    def _own_name(self, otherwise: str) -> str:
        name = text_of(self.session.source.folder(self.folder), 'name')
        if name == '':
            raise usage_error('diff', otherwise)
        return name

    def _both(self, a: str, b: str) -> list[str]:
        """A version alone is one of the other's package, or of this project."""
        is_version = [parse_range(a) is not None, parse_range(b) is not None]
        if is_version[0] and is_version[1]:
            name = self._own_name('Needs to be run from a project dir in order to diff two versions.')
            return [f'{name}@{a}', f'{name}@{b}']
        if is_version[1]:
            return [a, f'{self._parsed(a).name}@{b}']
        if is_version[0]:
            return [f'{self._parsed(b).name}@{a}', b]
        return [a, b]

    def _node(self, name: str | None) -> Node | None:
        try:
            tree = present_tree(self.session)
        except NpmError:
            return None
        for node in tree.inventory.values():
            if node.name == name and node.version != '':
                return node
        return None

    def _installed_or(self, text: str) -> str:
        spec = self._parsed(text)
        if _stated(text, spec) != '*':
            return text
        node = self._node(spec.name)
        return f'{spec.name}@{spec.fetch if node is None else "file:" + _real(self.session, node)}'

    async def _of_package(self, spec: Spec, text: str) -> list[str]:
        """An installed package against the version that `npm outdated` wants, or the one given."""
        node = self._node(spec.name)
        if node is None:
            if not self.session.disk.exists(join(self.folder, 'package.json')):
                raise usage_error('diff', _OUTSIDE)
            return [f'{spec.name}@{spec.fetch}', 'file:' + self.folder]
        other = _stated(text, spec)
        if other == '*':
            own = node.root.edges_out.get(node.name)
            edges = [own] if own is not None else list(node.edges_in.values())
            wanted = edges[0].parsed() if len(edges) > 0 else spec
            packument = await self.session.registry.packument(spec.package)
            other = text_of(pick(packument, wanted, self.session.config.text('tag')), 'version')
        return [f'{spec.name}@file:{_real(self.session, node)}', f'{spec.name}@{other}']


def _stated(text: str, spec: Spec) -> str:
    """What follows the name."""
    at = text.find('@', 1)
    return '*' if at < 0 and spec.from_registry else spec.raw or '*'


def _real(session: Session, node: Node) -> str:
    return session.disk.real_path(node.path())


class _Side:
    """A package: `files` by their paths in it, `paths` those with the archive's first folder."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.files: Map[str, Member] = Map()
        self.paths: Map[str, str] = Map()

    def add(self, path: str, member: Member) -> None:
        if member.kind == FILE_MEMBER:
            name = path[path.find('/') + 1 :]
            self.files.set(name, member)
            self.paths.set(name, path)


async def _side_of(session: Session, top: str, text: str) -> _Side:
    spec = parse_argument(text, session.cwd, session.home)
    if spec.type == DIRECTORY:
        return await _of_folder(session, top, spec.fetch)
    manifest = await session.source.manifest(spec)
    what = identity(manifest)
    resolved = text_of(manifest, '_resolved')
    archive = await session.source.archive(resolved, text_of(manifest, '_integrity'), what)
    side = _Side(text_of(manifest, 'version'))
    for member in members(unpack(archive, what), what):
        side.add(member.path, member)
    return side


async def _of_folder(session: Session, top: str, folder: str) -> _Side:
    """A folder is packed as it would be published; an installed package is taken as it is."""
    if not session.disk.exists(join(folder, 'package.json')):
        raise no_manifest(folder)
    manifest = session.source.folder(folder)
    side = _Side(text_of(manifest, 'version'))
    parts = relative(top, folder).split('/')
    count = 3 if len(parts) > 1 and parts[-2].startswith('@') else 2
    if len(parts) >= count and parts[len(parts) - count] == 'node_modules':
        _add_installed(session, side, folder, manifest)
        return side
    packed = await pack(session, folder)
    what = identity(manifest)
    for member in members(unpack(packed.archive, what), what):
        side.add(member.path, member)
    return side


def _add_installed(session: Session, side: _Side, folder: str, manifest: Map[str, Any]) -> None:
    bins: Set[str] = Set([join(path) for path in bins_of(manifest).values()])
    for path in _paths_below(session, folder):
        full = join(folder, path)
        mode = ((session.disk.mode(full) or 0o644) | 0o600) & ~0o22
        data = session.disk.read(full)
        if data is not None:
            side.add('package/' + path, Member(path, FILE_MEMBER, mode | (0o111 if bins.has(path) else 0), data, ''))


def _paths_below(session: Session, folder: str) -> list[str]:
    """As npm's archives have them: a folder's files before those of folders in it."""
    out: list[str] = []
    waiting = ['']
    k = 0
    while k < len(waiting):
        prefix = waiting[k]
        k += 1
        for name, kind in session.disk.entries(join(folder, prefix)):
            path = name if prefix == '' else prefix + '/' + name
            if kind == FOLDER and path != 'node_modules':
                waiting.append(path)
            elif kind == FILE:
                out.append(path)
    return out


def _is_wanted(old: _Side, fresh: _Side, name: str, wanted: list[str]) -> bool:
    if len(wanted) == 0:
        return True
    path = old.paths.get(name) or fresh.paths.get(name) or name
    for word in wanted:
        pattern = word[2:] if word.startswith('./') else word.removeprefix('.')
        for plain in expand_braces('{package/,}' + pattern):
            by_name = pattern.startswith('*') and plain.find('/') < 0
            if matches(basename(path) if by_name else path, plain):
                return True
        if path.startswith(pattern) or path.startswith('package/' + pattern):
            return True
    return False


def _difference(session: Session, old: _Side, fresh: _Side, name: str) -> str:
    config = session.config
    a = old.files.get(name)
    b = fresh.files.get(name)
    texts = ['' if a is None else decode(a.data), '' if b is None else decode(b.data)]
    modes = [_mode_of(a), _mode_of(b)]
    if texts[0] == texts[1] and modes[0] == modes[1]:
        return ''
    if config.flag('diff-name-only'):
        return name + '\n'
    no_prefix = config.flag('diff-no-prefix')
    names = [
        ('' if no_prefix else config.text('diff-src-prefix')) + name,
        ('' if no_prefix else config.text('diff-dst-prefix')) + name,
    ]
    prefix = config.text('tag-version-prefix')
    same = modes[0] if modes[0] == modes[1] else ''
    head = f'diff --git {names[0]} {names[1]}\n{_mode_lines(modes)}'
    head += f'index {prefix}{old.version}..{prefix}{fresh.version} {same}\n'
    marks = f'--- {names[0]}\n+++ {names[1]}\n'
    if _is_binary(name) and not config.flag('diff-text'):
        return head + marks
    if names[0] == names[1]:
        head += f'Index: {names[0]}\n'  # as npm's library writes it
    count = int(config.number('diff-unified'))
    return head + marks + hunks_of(texts[0], texts[1], count, config.flag('diff-ignore-all-space'))


def _mode_of(member: Member | None) -> str:
    return '' if member is None else '100' + to_base(member.mode & 0o7777, 8)


def _mode_lines(modes: list[str]) -> str:
    if modes[0] == modes[1]:
        return ''
    if modes[1] == '':
        return f'deleted file mode {modes[0]}\n'
    if modes[0] == '':
        return f'new file mode {modes[1]}\n'
    return f'old mode {modes[0]}\nnew mode {modes[1]}\n'


def _is_binary(name: str) -> bool:
    last = basename(name)
    at = last.rfind('.')
    ending = last[1:] if last.startswith('.') else (last[at + 1 :] if at >= 0 else '')
    return ending in _BINARY


COMMANDS: list[Any] = [['diff', run]]
