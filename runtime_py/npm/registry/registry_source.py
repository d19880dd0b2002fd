"""Manifests for the ideal tree: from the registry, from an archive by URL, from a file or a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.archive.limits import most_from, too_large
from runtime_py.npm.config import Config
from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import Disk
from runtime_py.npm.formats.globs import matches
from runtime_py.npm.formats.integrity import from_shasum, integrity_of
from runtime_py.npm.formats.manifest import map_of, normalise_manifest, parse_package, text_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import FILE, REMOTE, Spec
from runtime_py.npm.install.tar import inner_path, members
from runtime_py.npm.registry.pick import pick
from runtime_py.npm.registry.registry import Registry
from runtime_py.npm.tree.ideal_tree import Source
from runtime_py.platform.bytes import Bytes, decode
from runtime_py.platform.compress import TooLarge, gunzip
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text


class RegistrySource(Source):
    def __init__(self, registry: Registry, disk: Disk, config: Config) -> None:
        self.registry = registry
        self.disk = disk
        self.config = config
        self.tag = config.text('tag')
        self.avoid: Callable[[str], str] = lambda name: ''  # versions that are taken only if there is no other
        self._archives: Map[str, Map[str, Any]] = Map()

    async def manifest(self, spec: Spec) -> Map[str, Any]:
        if spec.target is not None:
            return await self.manifest(spec.target)
        if spec.type == REMOTE:
            return await self._from_archive(spec.fetch, spec.fetch, spec.text())
        if spec.type == FILE:
            return await self._from_archive(spec.fetch, 'file:' + spec.fetch, spec.text())
        before = self.before(spec.package)
        # the abbreviated packument has no publication times
        packument = await self.registry.packument(spec.package, before is not None)
        return with_origin(pick(packument, spec, self.tag, before, self.avoid(spec.package)))

    def before(self, name: str) -> float | None:
        """The latest publication time allowed for this package; None: no limit. Raises NpmError."""
        limit = self.config.before_ms()
        for pattern in [] if limit is None else self.config.values('min-release-age-exclude'):
            if name == pattern or matches(name, pattern):
                return None
        return limit

    def folder(self, path: str) -> Map[str, Any]:
        text = self.disk.read_text(join(path, 'package.json'))
        manifest: Map[str, Any] = Map() if text is None else parse_package(text, join(path, 'package.json'))
        normalise_manifest(manifest)
        return manifest

    async def archive(self, resolved: str, integrity: str, what: str) -> Bytes:
        """The packed bytes of `resolved`: a URL or `file:/path`."""
        if not resolved.startswith('file:'):
            return await self.registry.tarball(resolved, integrity, what)
        data = self.disk.read(resolved[5:])
        if data is None:
            raise NpmError('ENOENT', f'Could not read the archive {resolved[5:]}', resolved[5:])
        return data

    async def _from_archive(self, path: str, resolved: str, what: str) -> Map[str, Any]:
        known = self._archives.get(path)
        if known is not None:
            return known
        data = await self.archive(resolved, '', what)
        manifest = manifest_in(unpack(data, what), what)
        normalise_manifest(manifest)
        manifest.set('_resolved', resolved)
        manifest.set('_integrity', integrity_of(data))
        self._archives.set(path, manifest)
        return manifest


def unpack(data: Bytes, what: str) -> Bytes:
    """The tar inside the gzip; archives may also be uncompressed."""
    if len(data) > 1 and (data[0] != 0x1F or data[1] != 0x8B):
        return data
    try:
        return gunzip(data, most_from(len(data)))
    except TooLarge:
        raise NpmError('EFBIG', f'{what}: {too_large(len(data)).message}')
    except ValueError as error:
        raise NpmError('TAR_BAD_ARCHIVE', f'{what} is not a valid archive: {error_text(error)}')


def manifest_in(archive: Bytes, what: str) -> Map[str, Any]:
    for member in members(archive, what):
        if inner_path(member, what) == 'package.json':
            return parse_package(decode(member.data), f'package.json in {what}')
    raise NpmError('ENOPACKAGEJSON', f'{what} has no package.json')


def with_origin(manifest: Map[str, Any]) -> Map[str, Any]:
    """Records where the package comes from and its integrity."""
    normalise_manifest(manifest)
    dist = map_of(manifest, 'dist')
    manifest.set('_resolved', text_of(dist, 'tarball'))
    shasum = text_of(dist, 'shasum')
    manifest.set('_integrity', text_of(dist, 'integrity') or (from_shasum(shasum) if shasum != '' else ''))
    return manifest
