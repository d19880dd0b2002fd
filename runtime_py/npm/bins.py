"""Commands of packages: links in node_modules/.bin, or in the global prefix' bin folder."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.npm.files import Disk
from runtime_py.npm.manifest import bins_of
from runtime_py.npm.paths import dirname, is_inside, join, relative, resolve
from runtime_py.npm.tree import Node
from runtime_py.platform.maps import Map


def bin_folder(node: Node, global_bins: str) -> str:
    """Where the node's commands are linked; '' for tops, which have none."""
    if node.parent is None:
        return ''
    if node.is_global_top:
        return global_bins
    return join(node.parent.path(), 'node_modules', '.bin')


def link_bins(node: Node, manifest: Map[str, Any], global_bins: str, disk: Disk, note: Callable[[str], None]) -> None:
    """Of two packages with the same command the first keeps it. `note(path)` is told before a link is changed."""
    folder = bin_folder(node, global_bins)
    if folder == '':
        return
    for name, path in bins_of(manifest).entries():
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
    for name in bins_of(manifest).keys():
        link = join(folder, name)
        there = disk.link_target(link)
        if there is not None and is_inside(package_path, resolve(folder, there)):
            note(link)
            disk.remove(link)


def folder_above(package_path: str) -> str:
    """The node_modules folder in which a package lies."""
    above = dirname(package_path)
    return dirname(above) if above[above.rfind('/') + 1:].startswith('@') else above
