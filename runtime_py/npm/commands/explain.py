"""npm explain NAME|SPEC|FOLDER...: why packages are installed."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import relative, resolve
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import RANGE, VERSION, parse_argument, valid_name
from runtime_py.npm.install.present_tree import nodes_of_selection, present_tree
from runtime_py.npm.session import Session
from runtime_py.npm.tree.explanation import explain_package, explanation_of
from runtime_py.npm.tree.tree import Node


async def run(session: Session) -> int:
    words = session.words
    if len(words) == 0:
        raise NpmError('EUSAGE', 'npm explain needs a package: npm explain <package-spec>')
    tree = present_tree(session)
    chosen = nodes_of_selection(session, tree, False)
    nodes: list[Node] = []
    for word in words:
        for node in _matching(session, tree, word):
            if node not in nodes and (chosen is None or node in chosen):
                nodes.append(node)
    if len(nodes) == 0:
        raise NpmError('', f'No dependencies found matching {", ".join(words)}')
    if session.config.flag('json'):
        session.print_json([explanation_of(node) for node in nodes])
    else:
        session.print('\n\n'.join([explain_package(node) for node in nodes]))
    return 0


def _matching(session: Session, tree: Node, word: str) -> list[Node]:
    if valid_name(word):
        named = [node for node in tree.inventory.values() if node.package_name == word]
        return sorted(named, key=lambda node: (0 if node.parent is None else 1, node.location()))
    for location in [word.rstrip('/'), relative(session.prefix, resolve(session.cwd, word))]:
        found = [node for node in tree.inventory.values() if node.location() == location]
        if len(found) > 0:
            return found
    try:
        spec = parse_argument(word, session.cwd, session.home)
    except NpmError:
        return []
    if spec.type not in (RANGE, VERSION):
        return []
    return [
        node
        for node in tree.inventory.values()
        if node.package_name == spec.name and satisfies(node.version, spec.fetch, False)
    ]
