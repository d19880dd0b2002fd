"""Installing, from the request to the written lockfile: reads the project, builds the ideal tree, changes node_modules
to match, saves.

All commands that change node_modules end here; they differ in their Request."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.audit.audit import Audit
from runtime_py.npm.commands.help import usage_error
from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import COMPACT, Style
from runtime_py.npm.formats.lockfile import Lockfile, load_tree, save_tree
from runtime_py.npm.formats.manifest import (
    bundled_names,
    check_dependencies,
    engine_problem,
    identity,
    platform_problem,
    text_of,
)
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import RANGE, Spec
from runtime_py.npm.install.auditing import (
    Forced,
    QuickAudit,
    dependents,
    forced_updates,
    is_audited,
    make_audit,
)
from runtime_py.npm.install.old_lockfile import inflate
from runtime_py.npm.install.project import Project, read_installed
from runtime_py.npm.install.reify import Reify
from runtime_py.npm.install.requests import (
    add_bundled,
    add_dependency,
    asked_text,
    remove_dependency,
    resolve_requests,
    save_type,
    saved_text,
    set_dependency,
)
from runtime_py.npm.install.suspicions import tell_lock, tell_names
from runtime_py.npm.registry.policy import check_source, script_policy
from runtime_py.npm.session import Session
from runtime_py.npm.tree.conflict import Conflict, explain
from runtime_py.npm.tree.edge import WORKSPACE
from runtime_py.npm.tree.ideal_tree import IdealTree
from runtime_py.npm.tree.place import Rules
from runtime_py.npm.tree.plan import Choice, Plan, keep_bundles, make_plan
from runtime_py.npm.tree.tree import Node
from runtime_py.npm.tree.tree_sets import compute_flags, make_inert
from runtime_py.npm.tree.workspace_tree import chosen_locations, refresh_tops, workspace_nodes
from runtime_py.npm.versions import NODE_VERSION, NPM_VERSION
from runtime_py.platform.maps import Map, Set


class Request:
    """`exact`: the lockfile must be what the project wants (npm ci), and everything is written again. `save_ranges`:
    package.json gets the ranges of updated packages. `workspaces`: names of those to which it is limited; `with_root`:
    and the project's own dependencies; `without_workspaces`: only the project's own. `fixes` (npm audit fix): what
    advisories are about gets another version. `audits`: the registry is asked for advisories."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.add: list[str] = []
        self.remove: list[str] = []
        self.update: list[str] = []
        self.update_all = False
        self.exact = False
        self.prefer_dedupe = False
        self.save = True
        self.save_ranges = False
        self.workspaces: list[str] = []
        self.with_root = False
        self.without_workspaces = False
        self.fixes = False
        self.audits = True

    def choose(self, session: Session) -> None:
        """Selects according to the options about workspaces."""
        self.without_workspaces = not session.workspaces_enabled
        if session.workspaces is not None:
            self.workspaces = list(session.workspaces.keys())
            self.with_root = session.config.flag('include-workspace-root')

    def changes_manifest(self, session: Session) -> bool:
        """Whether package.json may get other ranges. (An update writes the lockfile only, unless asked.)"""
        if self.exact or self.update_all or len(self.update) > 0 or self.prefer_dedupe:
            return self.save_ranges
        return self.save and session.config.flag('save')

    def writes(self, session: Session) -> bool:
        """Whether files of the project change: an update always writes the lockfile."""
        return not session.is_global and (self.changes_manifest(session) or self.update_all or len(self.update) > 0)


class _Target:
    """A package.json that a request changes: the project's or a workspace's. `added`: specs with names."""

    def __init__(self, project: Project, node: Node, added: list[Spec]) -> None:
        self.project = project
        self.node = node
        self.added = added


class Installed:
    """`replaced`: sentences about packages substituted for native code. `audit`: None if there was none."""

    def __init__(self, root: Node, plan: Plan, replaced: list[str], audit: Audit | None) -> None:
        self.root = root
        self.plan = plan
        self.replaced = replaced
        self.audit = audit


async def install(session: Session, request: Request) -> Installed:
    """Raises NpmError or OsError; the disk is unchanged then."""
    wanted = session.config.text('lockfile-version')
    if wanted not in ['', '3']:
        raise NpmError(
            'EUNSUPPORTED',
            f'--lockfile-version={wanted} is not supported: lockfiles of every version are read, but only version 3 is written.',
        )
    project = Project(session.disk, request.where)
    check_dependencies(project.manifest, join(project.path, 'package.json'))
    policy = script_policy(session.config, project.manifest, not session.is_global and request.where == session.prefix)
    root = _make_root(session, project)
    installed = read_installed(session.disk, request.where)
    locked = (
        project.lockfile()
        if session.config.flag('package-lock') and not session.is_global and not request.update_all
        else None
    )
    if locked is not None and session.config.text('replace-registry-host') != 'always':
        await tell_lock(session, locked.packages, project.manifest)
    if session.is_global:
        _want_installed(root, installed)
    if request.exact:
        _require_lock(locked)
    _load(root, locked, Map() if request.update_all else installed)
    await inflate(session, locked, project.lock_name, root)
    refresh_tops(root, session.source)
    versions = _versions_of(locked, root) if request.exact else Map()
    targets = await _apply_requests(session, request, project, root)
    audit = await _audit_to_fix(session, root) if request.fixes else None
    waiting = [] if audit is None else dependents(session, audit)
    if audit is not None and session.config.flag('force'):
        targets.extend(await _apply_forced(session, request, project, forced_updates(session, audit)))
    await tell_names(
        session, [spec.name for spec in targets[0].added if spec.name is not None] if len(targets) > 0 else []
    )
    if not session.is_global:
        _check_overrides(root)
    rules = _rules(session, request)
    ideal = IdealTree(root, session.source, rules)
    if audit is not None:
        _replace_affected(session, rules, audit)
    for node in waiting:
        ideal.revisit(node)
    _mark_explicit(ideal, root, targets, request)
    await ideal.build()
    _prune(ideal, root, locked is None and (request.update_all or installed.size == 0) and not session.is_global)
    if request.exact:
        _check_lock(root, versions)
    _check_platforms(session, root)
    keep_bundles(root, installed)
    plan = make_plan(
        root,
        Map() if request.exact else installed,
        _omitted(session),
        _choice(session, request, project, root, installed),
    )
    if request.exact:
        plan.removes = [location for location in installed.keys() if location.count('node_modules/') == 1]
    replaced: list[str] = []
    if not session.config.flag('dry-run'):
        _warn_deprecated(session, plan)
        reify = Reify(session, root, plan, _hidden_style(project), policy)
        reify.saves = request.writes(session)
        audited = request.audits and is_audited(session)
        # what is in bundles is known when they are there
        early = QuickAudit(session, root) if audited and not root.any_bundles else None
        await reify.run(lambda: _saved(session, request, project, root, targets))
        replaced = reify.replacing.said
        for target in targets:  # the edges get the saved ranges
            target.node.set_manifest(target.node.manifest)
        quick = early if early is not None or not audited else QuickAudit(session, root)
        audit = None if quick is None else await quick.result()
    made = plan.without_changes() if session.config.flag('package-lock-only') else plan
    return Installed(root, made, replaced, audit)


def _replace_affected(session: Session, rules: Rules, audit: Audit) -> None:
    rules.is_affected = lambda node: audit.is_affected(node)
    session.source.avoid = lambda name: audit.avoided(name)


async def _audit_to_fix(session: Session, root: Node) -> Audit:
    """Raises NpmError when the registry has no advisories."""
    compute_flags(root)
    audit = make_audit(session, root)
    await audit.run()
    return audit


async def _apply_forced(session: Session, request: Request, project: Project, updates: list[Forced]) -> list[_Target]:
    out: list[_Target] = []
    for update in updates:
        node = update.node
        added = await resolve_requests([update.spec], session.cwd, session.home, session.source)
        target = _Target(project if node.is_root else Project(session.disk, node.base), node, added)
        _change(session, request, target)
        out.append(target)
    return out


def _hidden_style(project: Project) -> Style:
    return Style(project.style.indent or '  ', project.style.newline or '\n', True)


def _choice(
    session: Session, request: Request, project: Project, root: Node, installed: Map[str, Map[str, Any]]
) -> Choice | None:
    """The part of the tree that the request covers; None: all of it."""
    if len(request.workspaces) == 0 and not request.without_workspaces:
        return None
    actual = _actual_tree(session, project, installed)
    return Choice(
        chosen_locations(root, actual, request.workspaces, request.with_root, request.without_workspaces), actual
    )


def _actual_tree(session: Session, project: Project, installed: Map[str, Map[str, Any]]) -> Node:
    """The present content of node_modules, as a tree."""
    root = project.make_root(session.home)
    root.is_global = session.is_global
    load_tree(Lockfile(installed, 3), root)
    compute_flags(root)
    return root


def _check_overrides(root: Node) -> None:
    """The project's own dependencies must not be overridden with other specs."""
    for edge in root.edges_out.values():
        if edge.spec() != edge.raw_spec:
            raise NpmError('EOVERRIDE', f'Override for {edge.name}@{edge.raw_spec} conflicts with direct dependency')


def _make_root(session: Session, project: Project) -> Node:
    root = project.make_root(session.home)
    root.is_global = session.is_global
    root.legacy_peers = session.config.flag('legacy-peer-deps')
    return root


def _rules(session: Session, request: Request) -> Rules:
    rules = Rules()
    rules.force = session.config.flag('force')
    rules.strict_peers = session.config.flag('strict-peer-deps')
    rules.prefer_dedupe = request.prefer_dedupe or session.config.flag('prefer-dedupe')
    rules.saves = request.changes_manifest(session)
    rules.strategy = 'shallow' if session.is_global else session.config.strategy()
    rules.update_names = request.update
    rules.check_source = lambda spec, is_root: check_source(session.config, spec, is_root)
    rules.warn = lambda conflict: _warn_conflict(session, conflict)
    return rules


def _warn_conflict(session: Session, conflict: Conflict) -> None:
    session.warn('ERESOLVE overriding peer dependency\n' + explain(conflict))


def _want_installed(root: Node, installed: Map[str, Map[str, Any]]) -> None:
    """The global folder has no package.json: the installed packages are the wanted ones."""
    wanted: Map[str, Any] = Map()
    for location, entry in installed.entries():
        if location.count('node_modules/') == 1:
            linked = entry.get('link') is True
            wanted.set(
                location[13:], 'file:' + text_of(entry, 'resolved') if linked else text_of(entry, 'version') or '*'
            )
    root.manifest.set('dependencies', wanted)


async def _apply_requests(session: Session, request: Request, project: Project, root: Node) -> list[_Target]:
    nodes = workspace_nodes(root, request.workspaces, session.source)
    targets: list[_Target] = []
    for node in [root] if len(request.workspaces) == 0 else [*nodes, *([root] if request.with_root else [])]:
        added = await resolve_requests(request.add, session.cwd, session.home, session.source)
        target = _Target(project if node is root else Project(session.disk, node.base), node, added)
        _change(session, request, target)
        targets.append(target)
    return targets


def _change(session: Session, request: Request, target: _Target) -> None:
    """Changes both manifests: that in the tree, and that which is written in the end."""
    kind = save_type(session.config)
    manifests = [target.node.manifest, target.project.manifest]
    for manifest in manifests:
        for name in request.remove:
            remove_dependency(manifest, name)
        for spec in target.added:
            add_dependency(manifest, spec.name or '', asked_text(spec, target.node.base), kind)
            if session.config.flag('save-bundle') and kind != 'peer':
                add_bundled(manifest, spec.name or '')
    if len(request.remove) > 0 or len(target.added) > 0:
        target.node.set_manifest(target.node.manifest)
    if len(bundled_names(target.node.manifest)) > 0:
        target.node.root.any_bundles = True


def _load(root: Node, locked: Lockfile | None, installed: Map[str, Map[str, Any]]) -> None:
    if locked is not None:
        load_tree(locked, root)
    elif installed.size > 0:
        load_tree(Lockfile(installed, 3), root)
    else:
        root.load_edges()


def _mark_explicit(ideal: IdealTree, root: Node, targets: list[_Target], request: Request) -> None:
    for target in targets:
        ideal.revisit(target.node)
        for spec in target.added:
            edge = target.node.edges_out.get(spec.name or '')
            if edge is not None:
                ideal.explicit.add(edge)
    if len(request.update) > 0:
        for node in list(root.inventory.values()):
            if node.name in request.update and not node.is_top and not node.in_dependency_bundle():
                for edge in node.edges_in.values():
                    ideal.revisit(edge.origin)


def _require_lock(locked: Lockfile | None) -> None:
    if locked is None:
        raise usage_error(
            'ci',
            'The `npm ci` command can only install with an existing package-lock.json or\n'
            'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or\n'
            'later to generate a package-lock.json file, then try again.',
        )


def _versions_of(locked: Lockfile | None, root: Node) -> Map[str, str]:
    """Location -> version, also of packages whose place is missing."""
    out: Map[str, str] = Map()
    for location, entry in [] if locked is None else locked.packages.entries():
        out.set(location, text_of(entry, 'version'))
    for node in root.inventory.values():
        out.set(node.location(), node.version)
    return out


def _check_lock(root: Node, locked: Map[str, str]) -> None:
    """npm ci: what package.json wants must be what the lockfile has, place by place."""
    problems: list[str] = []
    for node in root.inventory.values():
        known = locked.get(node.location())
        if known is None:
            problems.append(f'Missing: {node.name}@{node.version} from lock file')
        elif known != node.version:
            problems.append(f"Invalid: lock file's {node.name}@{known} does not satisfy {node.name}@{node.version}")
    if len(problems) > 0:
        raise usage_error(
            'ci',
            '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json '
            'are in sync. Please update your lock file with `npm install` before continuing.\n\n' + '\n'.join(problems),
        )


def _prune(ideal: IdealTree, root: Node, is_new: bool) -> None:
    """Computes why each node is there, and removes unneeded ones. Raises NpmError when a required one is nowhere.
    `is_new`: there was neither a lockfile nor a package; npm looks for nothing unneeded then, and so do we: the lockfile
    is to be the same."""
    compute_flags(root)
    for node in [] if is_new else list(root.inventory.values()):
        if node.extraneous and node.root is root:
            node.detach()
    for node in ideal.failures.values():
        if node.root is root and not node.optional:
            raise node.errors[0]
        if node.root is root:
            make_inert(node)


def _check_platforms(session: Session, root: Node) -> None:
    """What can't run here stays only in the lockfile. Raises NpmError when it is required."""
    wanted = session.config.platform()
    for node in list(root.inventory.values()):
        if node.parent is None or node.inert or node.target is not None:
            continue
        problem = platform_problem(node.manifest, node.optional, wanted)
        engines = engine_problem(node.manifest)
        if node.optional and (problem != '' or engines != ''):
            make_inert(node)
        elif problem != '' and not session.config.flag('force'):
            raise NpmError('EBADPLATFORM', f'Unsupported platform for {identity(node.manifest)}: {problem}')
        elif engines != '' and session.config.flag('engine-strict'):
            raise NpmError('EBADENGINE', f'Unsupported engine for {identity(node.manifest)}: it requires {engines}')
        elif engines != '':
            _warn_engine(session, node, engines)


def _warn_engine(session: Session, node: Node, engines: str) -> None:
    session.warn(
        f"EBADENGINE Unsupported engine {{\nEBADENGINE   package: '{identity(node.manifest)}',\nEBADENGINE   required: {{ {engines} }},\n"
        f"EBADENGINE   current: {{ node: 'v{NODE_VERSION}', npm: '{NPM_VERSION}' }}\nEBADENGINE }}"
    )


def _omitted(session: Session) -> Set[str]:
    return Set(session.config.omitted())


def _warn_deprecated(session: Session, plan: Plan) -> None:
    for node in plan.adds:
        message = text_of(node.manifest, 'deprecated')
        if message != '':
            session.warn(f'deprecated {identity(node.manifest)}: {message}')


def _saved(session: Session, request: Request, project: Project, root: Node, targets: list[_Target]) -> Map[str, str]:
    """The project's files to write: path -> text."""
    out: Map[str, str] = Map()
    if not request.writes(session):
        return out
    if len(request.remove) > 0 or any(len(target.added) > 0 for target in targets):
        for target in targets:
            for spec in target.added:
                edge = target.node.edges_out.get(spec.name or '')
                if edge is not None and edge.to is not None:
                    text = saved_text(spec, edge, session.config)
                    for manifest in [target.project.manifest, target.node.manifest]:
                        set_dependency(manifest, spec.name or '', text, save_type(session.config))
            out.set(join(target.project.path, 'package.json'), target.project.manifest_text())
    if request.save_ranges:
        _save_ranges(session, request, root, out)
    if session.config.flag('package-lock') and not request.exact:
        style = project.lock_style() if session.config.flag('format-package-lock') else COMPACT
        out.set(
            join(project.path, project.lock_name),
            save_tree(root, style, not session.config.flag('omit-lockfile-registry-resolved')),
        )
    return out


def _save_ranges(session: Session, request: Request, root: Node, out: Map[str, str]) -> None:
    """Writes the ranges of updated packages to package.json of the project and its workspaces; exact versions stay."""
    for node in root.inventory.values():
        if not node.is_mine or node.is_link:
            continue
        project = Project(session.disk, node.base)
        changed = False
        for edge in node.edges_out.values():
            spec = edge.parsed()
            inner = spec.target if spec.target is not None else spec
            if (
                edge.to is None
                or inner.type != RANGE
                or edge.kind == WORKSPACE
                or not (request.update_all or edge.name in request.update)
            ):
                continue
            text = saved_text(spec, edge, session.config)
            changed = changed or text != edge.raw_spec
            set_dependency(project.manifest, edge.name, text)
            set_dependency(node.manifest, edge.name, text)
        if changed:
            out.set(join(node.base, 'package.json'), project.manifest_text())
