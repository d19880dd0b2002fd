"""Commands of packages: links in node_modules/.bin, or in the global prefix' bin folder."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.files import FILE
from runtime_py.npm.formats.manifest import bins_of, map_of, text_of
from runtime_py.npm.formats.paths import dirname, is_inside, join, normalise, relative, resolve
from runtime_py.npm.install.swap import Swap
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map


def bin_folder(node: Node, global_bins: str) -> str:
    """The folder for links to the node's commands; '' for tops, which have none."""
    if node.parent is None:
        return ''
    if node.is_global_top:
        return global_bins
    return join(node.parent.path(), 'node_modules', '.bin')


def commands_of(manifest: Map[str, Any], folder: str, swap: Swap) -> Map[str, str]:
    """Command -> path below the package's folder: from `bin`, or else all files of `directories.bin`."""
    found = bins_of(manifest)
    listed = text_of(map_of(manifest, 'directories'), 'bin')
    if manifest.has('bin') or listed == '':
        return found
    inner = normalise('/' + listed)[1:]
    for name, kind in swap.entries(join(folder, inner)):
        if kind == FILE and not name.startswith('.'):
            found.set(name, join(inner, name))
    return found


def link_bins(node: Node, manifest: Map[str, Any], global_bins: str, swap: Swap) -> None:
    """Links the commands; when two packages have the same command, the first keeps it."""
    folder = bin_folder(node, global_bins)
    if folder == '':
        return
    # a new link leads nowhere before it is in its place: what it leads to is looked at
    for name, path in commands_of(manifest, node.real_path(), swap).entries():
        target = join(node.path(), path)
        program = join(node.real_path(), path)
        if not swap.exists(program):
            continue
        link = join(folder, name)
        there = swap.link_target(link)
        if (
            there is not None
            and not is_inside(node.path(), resolve(folder, there))
            and swap.exists(resolve(folder, there))
        ):
            continue
        swap.symlink(relative(folder, target), link)
        swap.make_executable(program)


def unlink_bins(package_path: str, folder: str, manifest: Map[str, Any], swap: Swap) -> None:
    """Removes the links that lead into this package."""
    for name in commands_of(manifest, package_path, swap).keys():
        link = join(folder, name)
        there = swap.link_target(link)
        if there is not None and is_inside(package_path, resolve(folder, there)):
            swap.put_away(link)


def folder_above(package_path: str) -> str:
    """The node_modules folder that contains a package."""
    above = dirname(package_path)
    return dirname(above) if above[above.rfind('/') + 1 :].startswith('@') else above
