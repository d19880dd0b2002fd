"""npm ls [NAME...]: the tree of installed packages, with missing and invalid ones; as a drawing, as paths or as
JSON."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.branches import Branch, drawn
from runtime_py.npm.formats.manifest import map_of, text_of
from runtime_py.npm.formats.paths import dirname, relative
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.session import Session
from runtime_py.npm.tree.listing import Item, Listing, Wish, is_extraneous, is_overridden, target_of
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map

_EVERYTHING = 100000


async def run(session: Session) -> int:
    problem: NpmError | None = None
    try:
        tree = present_tree(session)
    except NpmError as error:
        if error.code != 'EJSONPARSE' or session.config.flag('package-lock-only'):
            raise
        problem = error
        tree = Node(session.where[session.where.rfind('/') + 1 :], Map(), session.where)
    listing = Listing(tree, _wish(session, tree))
    is_long = session.config.flag('long') or session.command == 'll'
    if session.config.flag('json'):
        session.print_json(_as_json(session, listing, is_long, problem))
    elif session.config.flag('parseable'):
        session.print('\n'.join([_as_path(item, session.is_global, is_long) for item in listing.paths()]))
    else:
        session.print(drawn(_branch(session, listing.root, tree, is_long), session.unicode))
    if problem is not None:
        raise NpmError('EJSONPARSE', 'Failed to parse root package.json')
    if len([problem for problem in listing.problems.values() if not problem.startswith('extraneous:')]) > 0:
        raise NpmError('ELSPROBLEMS', '\n'.join(list(listing.problems.values())))
    return 1 if len(session.words) > 0 and not listing.root.is_included else 0


def _wish(session: Session, tree: Node) -> Wish:
    wish = Wish()
    config = session.config
    wish.names = session.words
    given = config.text('depth')
    limit = _EVERYTHING if given == '' or given == 'Infinity' else int(config.number('depth'))
    wish.depth = limit if given != '' or config.flag('all') or session.command == 'll' or len(wish.names) > 0 else 0
    if given == '' and session.command == 'll' and not config.flag('all') and len(wish.names) == 0:
        wish.depth = 0
    wish.omit = config.omitted()
    wish.only_links = config.flag('link')
    wish.with_root = config.flag('include-workspace-root')
    wish.with_workspaces = session.workspaces_enabled
    wish.is_global = session.is_global
    for path in [] if session.workspaces is None else session.workspaces.values():
        for node in tree.inventory.values():
            if node.parent is None and node.base == path:
                wish.workspaces.add(node)
    return wish


def _label(session: Session, item: Item, tree: Node, is_long: bool) -> str:
    node = item.node
    if node is tree:
        if tree.manifest.size == 0 or session.is_global:
            return tree.path()
        return (
            item.identity
            + ('\n' if is_long else ' ')
            + tree.path()
            + (f'\n{text_of(tree.manifest, "description")}' if is_long else '')
        )
    text = item.identity
    if node is None:
        text = f'UNMET {"OPTIONAL " if item.is_optional else ""}DEPENDENCY {text}'
    if item.is_deduped:
        text += ' deduped'
    if item.invalid != '':
        text += f' invalid: {item.invalid}'
    if is_extraneous(item, session.is_global):
        text += ' extraneous'
    if is_overridden(item):
        text += ' overridden'
    target = target_of(item, tree)
    if target != '':
        text += f' -> {target}'
    return text + (f'\n{"" if node is None else text_of(node.manifest, "description")}' if is_long else '')


def _branch(session: Session, item: Item, tree: Node, is_long: bool) -> Branch:
    branch = Branch(_label(session, item, tree, is_long))
    branch.below = [_branch(session, child, tree, is_long) for child in item.children]
    if len(branch.below) == 0 and item.parent is None:
        branch.below.append(Branch('(empty)'))
    return branch


def _as_path(item: Item, is_global: bool, is_long: bool) -> str:
    node = item.node
    if node is None:
        return ''
    if not is_long:
        return node.path()
    parts = [node.path(), item.identity]
    if node.real_path() != node.path():
        parts.append(node.real_path())
    if is_extraneous(item, is_global):
        parts.append('EXTRANEOUS')
    if item.invalid != '':
        parts.append('INVALID')
    if is_overridden(item):
        parts.append('OVERRIDDEN')
    return ':'.join(parts)


def _as_json(session: Session, listing: Listing, is_long: bool, problem: NpmError | None) -> Map[str, Any]:
    out = _entry(session, listing.root, listing.tree, is_long)
    problems = list(listing.problems.values())
    if problem is not None:
        problems.append(f'error in {session.where}: Failed to parse root package.json')
        out.set('invalid', True)
    if len(problems) > 0:
        out.set('problems', problems)
    _add_children(session, listing.root, out, listing.tree, is_long)
    return out


def _add_children(session: Session, item: Item, out: Map[str, Any], tree: Node, is_long: bool) -> None:
    if len(item.children) == 0:
        return
    below: Map[str, Any] = Map()
    for child in item.children:
        entry = _entry(session, child, tree, is_long)
        _add_children(session, child, entry, tree, is_long)
        below.set(child.name, entry)
    out.set('dependencies', below)


def _entry(session: Session, item: Item, tree: Node, is_long: bool) -> Map[str, Any]:
    node = item.node
    out: Map[str, Any] = Map()
    if node is not None:
        if node.version != '':
            out.set('version', node.version)
        resolved = _resolved(item, node)
        if resolved != '':
            out.set('resolved', resolved)
        if node is not tree and not item.is_copy:
            out.set('overridden', is_overridden(item))
    if node is tree and tree.manifest.size > 0:
        out.set('name', node.package_name or node.name)
    if is_long and node is not None:
        _add_long(out, item, node)
    if is_extraneous(item, session.is_global):
        out.set('extraneous', True)
    if item.invalid != '':
        out.set('invalid', item.invalid)
    if node is None and not item.is_optional:
        out.set('required', item.required)
        out.set('missing', True)
    if item.is_included and len(item.problems) > 0 and node is not tree:
        out.set('problems', item.problems)
    return out


def _resolved(item: Item, node: Node) -> str:
    if item.is_copy:
        return ''
    if node.is_link:
        return 'file:' + relative(dirname(node.path()), node.real_path())
    return (
        'file:' + relative(dirname(node.path()), node.resolved[5:])
        if node.resolved.startswith('file:')
        else node.resolved
    )


def _add_long(out: Map[str, Any], item: Item, node: Node) -> None:
    out.set('name', item.name)
    for key, value in node.manifest.entries():
        if key != 'dependencies' and not key.startswith('_'):
            out.set(key, value)
    out.set('_id', item.identity)
    out.set('extraneous', False)
    out.set('path', node.path())
    dependencies: Map[str, Any] = Map(list(map_of(node.manifest, 'dependencies').entries()))
    for name, text in map_of(node.manifest, 'optionalDependencies').entries():
        dependencies.set(name, text)
    out.set('_dependencies', dependencies)
    out.set('devDependencies', map_of(node.manifest, 'devDependencies'))
    out.set('peerDependencies', map_of(node.manifest, 'peerDependencies'))


COMMANDS: list[Any] = [['ls', run], ['ll', run]]
