"""The tree as it is on the disk, or in the lockfile: what commands look at that change nothing."""

from __future__ import annotations

from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.lockfile import Lockfile, load_tree
from runtime_py.npm.formats.manifest import normalise_manifest
from runtime_py.npm.install.project import Project, read_installed, scan_with_origins
from runtime_py.npm.session import Session
from runtime_py.npm.tree.tree import Node
from runtime_py.npm.tree.tree_sets import compute_flags
from runtime_py.npm.tree.workspace_tree import refresh_tops
from runtime_py.platform.maps import Set


def present_tree(session: Session) -> Node:
    """With --package-lock-only the lockfile's. Raises NpmError."""
    project = Project(session.disk, session.where)
    root = project.make_root(session.home)
    root.is_global = session.is_global
    if session.config.flag('package-lock-only'):
        locked = project.lockfile()
        if locked is None:
            raise NpmError(
                'ENOLOCK',
                'This command requires an existing lockfile.\nTry creating one first with: npm i --package-lock-only\n'
                'Original error: loadVirtual requires existing shrinkwrap file',
            )
        load_tree(locked, root)
    else:
        load_tree(Lockfile(read_installed(session.disk, session.where), 3), root)
    refresh_tops(root, session.source)
    compute_flags(root)
    return root


def actual_tree(session: Session) -> Node:
    """What is in node_modules, with all that each package.json says. Raises NpmError."""
    root = Project(session.disk, session.where).make_root(session.home)
    root.is_global = session.is_global
    found = scan_with_origins(session.disk, session.where)
    for entry in found.values():
        normalise_manifest(entry)
    load_tree(Lockfile(found, 3), root)
    for node in root.inventory.values():
        for key in ['resolved', 'integrity']:  # of the lockfile, not of its package.json
            node.manifest.delete(key)
    refresh_tops(root, session.source)
    compute_flags(root)
    return root


def stated_tree(session: Session, command: str) -> Node:
    """With all that each package.json says; with --package-lock-only, what the lockfile says. Raises NpmError."""
    if not session.config.flag('package-lock-only'):
        return actual_tree(session)
    try:
        return present_tree(session)
    except NpmError as error:
        if error.code != 'ENOLOCK':
            raise
        raise usage_error(command, 'A package lock or shrinkwrap file is required in package-lock-only mode')


def nodes_of_selection(session: Session, root: Node, with_root: bool) -> list[Node] | None:
    """The packages to which the options about workspaces limit a command; None: no limit."""
    if session.workspaces is not None and session.workspaces.size > 0:
        tops = [link.target for link in root.children.values() if link.target is not None and link.is_workspace]
        wanted = list(session.workspaces.values())
        starts = [top for top in tops if top.path() in wanted]
        return _reached([*starts, *(_own(root) if with_root else [])])
    if not session.workspaces_enabled:
        return _reached(_own(root))
    return None


def _own(root: Node) -> list[Node]:
    return [edge.to for edge in root.edges_out.values() if edge.to is not None and not edge.to.is_workspace]


def _reached(starts: list[Node]) -> list[Node]:
    """Everything that these lead to."""
    found = list(starts)
    seen: Set[Node] = Set(found)
    k = 0
    while k < len(found):
        node = found[k]
        following = [edge.to for edge in node.edges_out.values() if edge.to is not None]
        if node.target is not None:
            following.append(node.target)
        following.extend([child for child in node.children.values() if child.edges_in.size == 0])
        for other in following:
            if not seen.has(other):
                seen.add(other)
                found.append(other)
        k += 1
    return found
