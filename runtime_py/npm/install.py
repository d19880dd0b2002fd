"""Installing, from the request to the written lockfile: reads the project, builds the ideal tree, makes node_modules so, saves.

All commands that change node_modules end here; they differ in their Request."""
from __future__ import annotations

from typing import Any

from runtime_py.npm.conflict import Conflict, explain
from runtime_py.npm.errors import NpmError
from runtime_py.npm.ideal_tree import IdealTree
from runtime_py.npm.json_files import Style
from runtime_py.npm.lockfile import Lockfile, load_tree, save_tree
from runtime_py.npm.manifest import engine_problem, identity, platform_problem, text_of
from runtime_py.npm.paths import join
from runtime_py.npm.place import Rules
from runtime_py.npm.plan import Plan, make_plan
from runtime_py.npm.project import Project, read_installed
from runtime_py.npm.reify import Reify
from runtime_py.npm.release import NODE_VERSION, NPM_VERSION
from runtime_py.npm.requests import add_dependency, asked_text, remove_dependency, resolve_requests, save_type, saved_text, set_dependency
from runtime_py.npm.session import Session
from runtime_py.npm.spec import Spec
from runtime_py.npm.tree import Node
from runtime_py.npm.tree_sets import compute_flags, optional_set
from runtime_py.platform.maps import Map, Set


class Request:
    """`exact`: the lockfile is the law (npm ci): nothing is resolved, everything is written anew."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.add: list[str] = []
        self.remove: list[str] = []
        self.update: list[str] = []
        self.update_all = False
        self.exact = False
        self.save = True


class Installed:
    """`substitutes`: location -> the package that was put there instead of native code."""

    def __init__(self, root: Node, plan: Plan, substitutes: Map[str, str]) -> None:
        self.root = root
        self.plan = plan
        self.substitutes = substitutes


async def install(session: Session, request: Request) -> Installed:
    """Raises NpmError or OsError; then nothing has changed on the disk."""
    project = Project(session.disk, request.where)
    root = _make_root(session, project)
    installed = read_installed(session.disk, request.where)
    locked = project.lockfile() if session.config.flag('package-lock') and not session.is_global and not request.update_all else None
    if session.is_global:
        _want_installed(root, installed)
    added = await _apply_requests(session, request, project, root)
    _load(root, locked, Map() if request.update_all else installed)
    ideal = IdealTree(root, session.source, _rules(session, request))
    if request.exact:
        _check_lock(root, locked)
    else:
        _mark_explicit(ideal, root, added, request)
        await ideal.build()
    _settle(session, ideal, root)
    plan = make_plan(root, Map() if request.exact else installed, _omitted(session))
    if request.exact:
        plan.removes = [location for location in installed.keys() if location.count('node_modules/') == 1]
    substitutes: Map[str, str] = Map()
    if not session.config.flag('dry-run'):
        _warn_deprecated(session, plan)
        reify = Reify(session, root, plan, Style(project.style.indent, project.style.newline, True))
        await reify.run(lambda: _saved(session, request, project, root, added))
        substitutes = reify.substitutes
    return Installed(root, plan, substitutes)


def _make_root(session: Session, project: Project) -> Node:
    root = project.make_root(session.home)
    root.is_global = session.is_global
    root.legacy_peers = session.config.flag('legacy-peer-deps')
    return root


def _rules(session: Session, request: Request) -> Rules:
    rules = Rules()
    rules.force = session.config.flag('force')
    rules.strict_peers = session.config.flag('strict-peer-deps')
    rules.prefer_dedupe = session.config.flag('prefer-dedupe')
    rules.strategy = 'shallow' if session.is_global else session.config.text('install-strategy')
    rules.update_names = request.update
    rules.warn = lambda conflict: _warn_conflict(session, conflict)
    return rules


def _warn_conflict(session: Session, conflict: Conflict) -> None:
    session.warn('ERESOLVE overriding peer dependency\n' + explain(conflict))


def _want_installed(root: Node, installed: Map[str, Map[str, Any]]) -> None:
    """The global folder has no package.json: what is there is what is wanted."""
    wanted: Map[str, Any] = Map()
    for location, entry in installed.entries():
        if location.count('node_modules/') == 1:
            linked = entry.get('link') is True
            wanted.set(location[13:], 'file:' + text_of(entry, 'resolved') if linked else text_of(entry, 'version') or '*')
    root.manifest.set('dependencies', wanted)


async def _apply_requests(session: Session, request: Request, project: Project, root: Node) -> list[Spec]:
    added = await resolve_requests(request.add, session.cwd, session.home, session.source)
    for name in request.remove:
        remove_dependency(root.manifest, name)
        remove_dependency(project.manifest, name)
    kind = save_type(session.config)
    for spec in added:
        text = asked_text(spec, root.base)
        add_dependency(root.manifest, spec.name or '', text, kind)
        add_dependency(project.manifest, spec.name or '', text, kind)
    return added


def _load(root: Node, locked: Lockfile | None, installed: Map[str, Map[str, Any]]) -> None:
    if locked is not None:
        load_tree(locked, root)
    elif installed.size > 0:
        load_tree(Lockfile(installed, 3), root)
    else:
        root.load_edges()


def _mark_explicit(ideal: IdealTree, root: Node, added: list[Spec], request: Request) -> None:
    for spec in added:
        edge = root.edges_out.get(spec.name or '')
        if edge is not None:
            ideal.explicit.add(edge)
    if len(request.update) > 0:
        for node in list(root.inventory.values()):
            if node.name in request.update and not node.is_top and not node.in_dependency_bundle():
                for edge in node.edges_in.values():
                    ideal.revisit(edge.origin)


def _check_lock(root: Node, locked: Lockfile | None) -> None:
    """npm ci: package.json and lockfile must agree."""
    if locked is None:
        raise NpmError('EUSAGE', '\nThe `npm ci` command can only install with an existing package-lock.json or\n'
                       'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or\n'
                       'later to generate a package-lock.json file, then try again.')
    problems: list[str] = []
    for node in root.inventory.values():
        for edge in node.edges_out.values():
            if edge.to is None and not edge.valid and not node.optional:
                problems.append(f'Missing: {edge.name}@{edge.spec()} from lock file')
            elif edge.to is not None and not edge.valid and node.is_mine:
                problems.append(f"Invalid: lock file's {edge.name}@{edge.to.version} does not satisfy {edge.name}@{edge.spec()}")
    if len(problems) > 0:
        raise NpmError('EUSAGE', '\n`npm ci` can only install packages when your package.json and package-lock.json or '
                       'npm-shrinkwrap.json are in sync. Please\nupdate your lock file with `npm install` before continuing.\n\n' + '\n'.join(problems))


def _settle(session: Session, ideal: IdealTree, root: Node) -> None:
    """Why each node is there; what nothing needs, goes; what can't be here stays in the lockfile only. Raises NpmError when it is needed."""
    for node in root.inventory.values():
        node.set_flags(not node.is_root)
    compute_flags(root)
    for node in list(root.inventory.values()):
        if node.extraneous and node.root is root:
            node.detach()
    for node in ideal.failures.values():
        if node.root is root and not node.optional:
            raise node.errors[0]
        if node.root is root:
            _make_inert(node)
    for node in list(root.inventory.values()):
        if node.parent is None or node.inert or node.target is not None:
            continue
        problem = platform_problem(node.manifest, node.optional)
        engines = engine_problem(node.manifest)
        if node.optional and (problem != '' or engines != ''):
            _make_inert(node)
        elif problem != '' and not session.config.flag('force'):
            raise NpmError('EBADPLATFORM', f'Unsupported platform for {identity(node.manifest)}: {problem}')
        elif engines != '' and session.config.flag('engine-strict'):
            raise NpmError('EBADENGINE', f'Unsupported engine for {identity(node.manifest)}: it requires {engines}')
        elif engines != '':
            _warn_engine(session, node, engines)


def _make_inert(node: Node) -> None:
    for other in optional_set(node):
        other.inert = True


def _warn_engine(session: Session, node: Node, engines: str) -> None:
    session.warn(f"EBADENGINE Unsupported engine {{\nEBADENGINE   package: '{identity(node.manifest)}',\nEBADENGINE   required: {{ {engines} }},\n"
                 f"EBADENGINE   current: {{ node: 'v{NODE_VERSION}', npm: '{NPM_VERSION}' }}\nEBADENGINE }}")


def _omitted(session: Session) -> Set[str]:
    return Set([kind for kind in ['dev', 'optional', 'peer'] if session.config.omits(kind)])


def _warn_deprecated(session: Session, plan: Plan) -> None:
    for node in plan.adds:
        message = text_of(node.manifest, 'deprecated')
        if message != '':
            session.warn(f'deprecated {identity(node.manifest)}: {message}')


def _saved(session: Session, request: Request, project: Project, root: Node, added: list[Spec]) -> Map[str, str]:
    """The project's files that are to be written: path -> text."""
    out: Map[str, str] = Map()
    if session.is_global or not request.save or not session.config.flag('save'):
        return out
    if len(added) > 0 or len(request.remove) > 0:
        for spec in added:
            node = root.children.get(spec.name or '')
            if node is not None:
                text = saved_text(spec, node, root.base, session.config)
                set_dependency(project.manifest, spec.name or '', text)
                set_dependency(root.manifest, spec.name or '', text)
        out.set(join(project.path, 'package.json'), project.manifest_text())
    if session.config.flag('package-lock') and not request.exact:
        out.set(join(project.path, project.lock_name), save_tree(root, project.lock_style()))
    return out
