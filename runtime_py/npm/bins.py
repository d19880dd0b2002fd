"""Commands of packages: links in node_modules/.bin, or in the global prefix' bin folder."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.npm.files import FILE, Disk
from runtime_py.npm.manifest import bins_of, map_of, text_of
from runtime_py.npm.paths import dirname, is_inside, join, normalise, relative, resolve
from runtime_py.npm.tree import Node
from runtime_py.platform.maps import Map


def bin_folder(node: Node, global_bins: str) -> str:
    """Where the node's commands are linked; '' for tops, which have none."""
    if node.parent is None:
        return ''
    if node.is_global_top:
        return global_bins
    return join(node.parent.path(), 'node_modules', '.bin')


def commands_of(manifest: Map[str, Any], folder: str, disk: Disk) -> Map[str, str]:
    """Command -> path below the package's folder: `bin`, or else all files of `directories.bin`."""
    found = bins_of(manifest)
    listed = text_of(map_of(manifest, 'directories'), 'bin')
    if manifest.has('bin') or listed == '':
        return found
    inner = normalise('/' + listed)[1:]
    for name, kind in disk.entries(join(folder, inner)):
        if kind == FILE and not name.startswith('.'):
            found.set(name, join(inner, name))
    return found


def link_bins(node: Node, manifest: Map[str, Any], global_bins: str, disk: Disk, note: Callable[[str], None]) -> None:
    """Of two packages with the same command the first keeps it. `note(path)` is told before a link is changed."""
    folder = bin_folder(node, global_bins)
    if folder == '':
        return
    for name, path in commands_of(manifest, node.path(), disk).entries():
        target = join(node.path(), path)
        if not disk.exists(target):
            continue
        link = join(folder, name)
        there = disk.link_target(link)
        if there is not None and not is_inside(node.path(), resolve(folder, there)) and disk.exists(link):
            continue
        note(link)
        disk.make_folder(folder)
        disk.remove(link)
        disk.symlink(relative(folder, target), link)
        disk.make_executable(target)


def unlink_bins(package_path: str, folder: str, manifest: Map[str, Any], disk: Disk, note: Callable[[str], None]) -> None:
    """Removes the links that lead into this package."""
    for name in commands_of(manifest, package_path, disk).keys():
        link = join(folder, name)
        there = disk.link_target(link)
        if there is not None and is_inside(package_path, resolve(folder, there)):
            note(link)
            disk.remove(link)


def folder_above(package_path: str) -> str:
    """The node_modules folder in which a package lies."""
    above = dirname(package_path)
    return dirname(above) if above[above.rfind('/') + 1:].startswith('@') else above
