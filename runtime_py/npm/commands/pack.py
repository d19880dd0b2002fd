"""npm pack [SPEC...]: the archive of a package, as `npm publish` would send it; of this project by default."""

from __future__ import annotations

from typing import Any

from runtime_py.archive.member import FILE, Member
from runtime_py.archive.tar_writer import tar_end, tar_member
from runtime_py.npm.commands.install import run_own_scripts
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.integrity import integrity_of
from runtime_py.npm.formats.manifest import identity, text_of
from runtime_py.npm.formats.paths import join, resolve
from runtime_py.npm.formats.spec import DIRECTORY, parse_argument
from runtime_py.npm.install.pack_list import PackList, archive_order, bundled_folders, lines_above
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.install.tar import members
from runtime_py.npm.registry.registry_source import unpack
from runtime_py.npm.session import Session
from runtime_py.platform.bytes import Bytes, concat, to_hex
from runtime_py.platform.compress import gzip
from runtime_py.platform.digest import sha1
from runtime_py.platform.maps import Map

# every archive has the same time, so that equal packages have equal archives: 1985-10-26T08:15:00Z
_MTIME = 499162500
_LEVEL = 9
_BUNDLED = 'node_modules/'


class Packed:
    """`manifest` is for its name and version; `files` are what is in the archive, in the order in which npm lists them."""

    def __init__(self, manifest: Map[str, Any], archive: Bytes, files: list[Member]) -> None:
        self.manifest = manifest
        self.archive = archive
        self.files = _ordered(files)
        self.name = text_of(manifest, 'name')
        self.filename = f'{self.name.replace("@", "").replace("/", "-")}-{text_of(manifest, "version")}.tgz'
        self.size = sum([len(member.data) for member in files])

    def bundled(self) -> list[str]:
        out: list[str] = []
        for member in self.files:
            parts = member.path.split('/')
            if parts[0] == 'node_modules' and len(parts) > 1:
                name = '/'.join(parts[1:3]) if parts[1].startswith('@') else parts[1]
                if name not in out:
                    out.append(name)
        return out


async def run(session: Session) -> int:
    folders = [] if session.workspaces is None else list(session.workspaces.values())
    words = session.words if len(session.words) > 0 or len(folders) > 0 else ['.']
    if session.workspaces is not None and len(session.words) > 0 and '.' not in words:
        session.warn('Ignoring workspaces for specified package(s)')
        folders = []
    others = [word for word in words if word != '.' or len(folders) == 0]
    packed: list[Packed] = []
    for word in [*folders, *others]:
        packed.append(await _pack(session, word))
    if session.config.flag('json'):
        session.print_json([packed_as_json(each) for each in packed])
        return 0
    for each in packed:
        tell(session, each)
        session.print(each.filename)
    return 0


async def _pack(session: Session, word: str) -> Packed:
    packed = await pack(session, word)
    if not session.config.flag('dry-run'):
        folder = resolve(session.cwd, session.config.text('pack-destination') or '.')
        session.disk.write_whole(join(folder, packed.filename), packed.archive)
    return packed


async def pack(session: Session, word: str) -> Packed:
    """The archive of a folder, which is made, or of a package, which is fetched. Raises NpmError."""
    spec = parse_argument(word, session.cwd, session.home)
    if spec.type == DIRECTORY:
        return await _of_folder(session, spec.fetch)
    manifest = await session.source.manifest(spec)
    archive = await session.source.archive(text_of(manifest, '_resolved'), text_of(manifest, '_integrity'), word)
    return Packed(manifest, archive, _inside(archive, word))


def _inside(archive: Bytes, what: str) -> list[Member]:
    out: list[Member] = []
    for member in members(unpack(archive, what), what):
        path = member.path[member.path.find('/') + 1 :]
        if member.kind == FILE:
            out.append(Member(path, FILE, member.mode, member.data, ''))
    return out


async def _of_folder(session: Session, folder: str) -> Packed:
    manifest = session.source.folder(folder)
    if text_of(manifest, 'name') == '' or text_of(manifest, 'version') == '':
        raise NpmError('', 'Invalid package, must have name and version')
    own = folder == session.prefix and not session.config.flag('ignore-scripts')
    if own:
        await run_own_scripts(session, ['prepack', 'prepare'])
    files = [_member(session, folder, path) for path in _paths(session, folder, manifest)]
    archive = gzip(concat([*[tar_member(_in_package(member)) for member in files], tar_end()]), _LEVEL)
    if own:
        await run_own_scripts(session, ['postpack'])
    return Packed(manifest, archive, files)


def _paths(session: Session, folder: str, manifest: Map[str, Any]) -> list[str]:
    disk = session.disk
    of_workspace = session.workspaces is not None and folder != session.prefix
    further = lines_above(disk, session.prefix, folder) if of_workspace else []
    out = PackList(disk, folder, manifest, further, lambda text: session.warn(text)).files()
    if folder == session.prefix:
        for location in bundled_folders(present_tree(session)):
            bundle = join(folder, location)
            inner = PackList(disk, bundle, session.source.folder(bundle), [], lambda text: None).files()
            out.extend([location + '/' + path for path in inner])
    return archive_order(out)


def _member(session: Session, folder: str, path: str) -> Member:
    full = join(folder, path)
    data = session.disk.read(full)
    if data is None:
        raise NpmError('ENOENT', f'no such file or directory, open {full}', full)
    mode = ((session.disk.mode(full) or 0o644) | 0o600) & ~0o22
    return Member(path, FILE, mode, data, '', _MTIME)


def _in_package(member: Member) -> Member:
    return Member('package/' + member.path, FILE, member.mode, member.data, '', member.mtime)


def _ordered(files: list[Member]) -> list[Member]:
    """Names that begin with a capital first."""
    by_path: Map[str, Member] = Map([[member.path, member] for member in files])
    paths = sorted_names(list(by_path.keys()))
    upper = [path for path in paths if path[:1] == path[:1].upper()]
    ordered = [*upper, *[path for path in paths if path[:1] != path[:1].upper()]]
    out: list[Member] = []
    for path in ordered:
        member = by_path.get(path)
        if member is not None:
            out.append(member)
    return out


def _shown_size(size: int, space: str) -> str:
    if size < 1000:
        return f'{size}{space}B'
    if size < 999950:
        return f'{_tenths(size, 1000)}{space}kB'
    if size < 999950000:
        return f'{_tenths(size, 1000000)}{space}MB'
    return f'{_tenths(size, 1000000000)}{space}GB'


def _tenths(size: int, unit: int) -> str:
    tenths = int(size * 10 / unit + 0.5)
    return f'{tenths // 10}.{tenths % 10}'


def tell(session: Session, packed: Packed) -> None:
    def notice(text: str) -> None:
        session.log('notice', text)

    integrity = integrity_of(packed.archive)
    bundled = packed.bundled()
    own = [member for member in packed.files if not member.path.startswith(_BUNDLED)]
    notice('')
    notice(f'{"📦 " if session.unicode else "package:"} {identity(packed.manifest)}')
    notice('Tarball Contents')
    notice('\n'.join([f'{_shown_size(len(member.data), "")} {member.path}' for member in own]))
    if len(bundled) > 0:
        notice('Bundled Dependencies\n' + '\n'.join(bundled))
    notice('Tarball Details')
    notice(f'name: {packed.name}\nversion: {text_of(packed.manifest, "version")}\nfilename: {packed.filename}')
    notice(f'package size: {_shown_size(len(packed.archive), " ")}\nunpacked size: {_shown_size(packed.size, " ")}')
    notice(f'shasum: {to_hex(sha1(packed.archive))}\nintegrity: {integrity[:20]}[...]{integrity[80:]}')
    if len(bundled) > 0:
        # as npm counts them
        notice(f'bundled deps: {len(bundled)}\nbundled files: 0\nown files: {len(packed.files)}')
    notice(f'total files: {len(packed.files)}')
    notice('')


def packed_as_json(packed: Packed) -> Map[str, Any]:
    files = [Map([['path', member.path], ['size', len(member.data)], ['mode', member.mode]]) for member in packed.files]
    return Map(
        [
            ['id', identity(packed.manifest)],
            ['name', packed.name],
            ['version', text_of(packed.manifest, 'version')],
            ['size', len(packed.archive)],
            ['unpackedSize', packed.size],
            ['shasum', to_hex(sha1(packed.archive))],
            ['integrity', integrity_of(packed.archive)],
            ['filename', packed.filename],
            ['files', files],
            ['entryCount', len(packed.files)],
            ['bundled', packed.bundled()],
        ]
    )
