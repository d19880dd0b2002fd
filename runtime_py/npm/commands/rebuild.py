"""npm rebuild [SPEC...]: links the commands of installed packages again, and runs their install scripts."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style
from runtime_py.npm.formats.range import satisfies
from runtime_py.npm.formats.spec import DIRECTORY, RANGE, VERSION, Spec, parse_argument
from runtime_py.npm.install.present_tree import present_tree
from runtime_py.npm.install.project import Project
from runtime_py.npm.install.reify import Reify
from runtime_py.npm.registry.policy import script_policy
from runtime_py.npm.session import Session
from runtime_py.npm.tree.plan import Plan
from runtime_py.npm.tree.tree import Node
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    specs = [parse_argument(word, session.cwd, session.home) for word in session.words]
    if any([spec.type not in (RANGE, VERSION, DIRECTORY) for spec in specs]):
        raise NpmError('', '`npm rebuild` only supports SemVer version/range specifiers')
    tree = present_tree(session)
    nodes = [
        node
        for node in tree.inventory.values()
        if node.parent is not None and not node.in_bundle() and (len(specs) == 0 or _is_meant(node, specs))
    ]
    plan = Plan(Map())
    plan.changes = nodes
    plan.wanted = nodes
    manifest = Project(session.disk, session.where).manifest
    policy = script_policy(session.config, manifest, not session.is_global)
    await Reify(session, tree, plan, Style('  ', '\n', True), policy).build()
    session.print('rebuilt dependencies successfully')
    return 0


def _is_meant(node: Node, specs: list[Spec]) -> bool:
    for spec in specs:
        if spec.type == DIRECTORY:
            if node.path() == spec.fetch:
                return True
        elif spec.name == node.name and (spec.fetch == '*' or satisfies(node.version, spec.fetch, False)):
            return True
    return False
