"""Makes node_modules match the ideal tree: downloads and unpacks in parallel in another folder, swaps the trees in one
step, runs install scripts.

Order: everything that can fail because of the network or an archive happens in a staging folder, where the files to
save and the links of commands are made too; then one commit (npm/install/swap.py) puts everything in place; a failing
script undoes it. So an install that fails, or is killed at any moment, leaves the old tree or the new one, with the
matching package.json and lockfile. If a run was killed during its scripts, the hidden lockfile lists the packages whose
scripts are pending (`pendingScripts`): the next install installs them again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.json_files import Style
from runtime_py.npm.formats.lockfile import Notes, save_hidden
from runtime_py.npm.formats.manifest import has_install_scripts, identity, normalise_manifest, text_of
from runtime_py.npm.formats.paths import dirname, join, relative
from runtime_py.npm.formats.spec import VERSION, Spec
from runtime_py.npm.install.bins import bin_folder, folder_above, link_bins, unlink_bins
from runtime_py.npm.install.extract import extract
from runtime_py.npm.install.limit import Limit
from runtime_py.npm.install.project import read_manifest
from runtime_py.npm.install.replacing import Replacing
from runtime_py.npm.install.script_policy import ScriptReport
from runtime_py.npm.install.scripts import run_install_script
from runtime_py.npm.install.staging import Staging
from runtime_py.npm.install.swap import Swap
from runtime_py.npm.progress import Progress
from runtime_py.npm.registry.policy import ScriptPolicy
from runtime_py.npm.registry.registry_source import unpack
from runtime_py.npm.session import Session
from runtime_py.npm.tree.plan import Plan
from runtime_py.npm.tree.tree import Node, make_child
from runtime_py.npm.tree.tree_sets import make_inert, optional_set
from runtime_py.platform.errno import OsError
from runtime_py.platform.futures import gather
from runtime_py.platform.maps import Map, Set

_PARALLEL = 16


class Reify:
    def __init__(self, session: Session, root: Node, plan: Plan, style: Style, policy: ScriptPolicy) -> None:
        self.session = session
        self.disk = session.disk
        self.root = root
        self.plan = plan
        self.style = style
        self.policy = policy
        self.saves = True
        self.staging = Staging(session.disk, session.cache_folder, root.base)
        self.swap = Swap(session.disk, self.staging)
        self.progress = Progress(session)
        self.replacing = Replacing(session, root)
        self._modules = join(root.base, 'node_modules')
        self._staged: Map[Node, str] = Map()
        self._limit = Limit(_PARALLEL)
        self._failure: Exception | None = None

    async def run(self, texts: Callable[[], Map[str, str]]) -> None:
        """`texts`: called when all packages are there; returns the project's new files by path. Raises NpmError or
        OsError; nothing has changed then."""
        self.staging.clear_leftovers()
        if self.session.config.flag('package-lock-only'):
            self.session.write_files(texts())
            return
        try:
            await gather([self._fetch(node) for node in self.plan.writes])
            await self.progress.clear()
            if self._failure is not None:
                raise self._failure
            self._put_in_place()
            self._link_commands()
            scripted = self._with_scripts()
            for path, text in texts().entries():
                self.swap.write_text(path, text)
            self._write_hidden(scripted)
            self.swap.commit()
            if len(scripted) > 0:
                await self._run_scripts(scripted)
                self._write_hidden([])
                self.swap.commit()
        except Exception:
            await self.progress.clear()
            self.swap.undo()
            raise
        finally:
            self.staging.close()

    async def build(self) -> None:
        """Only what follows an install: links the commands of the planned packages, and runs their scripts."""
        self.staging.clear_leftovers()
        try:
            self._link_commands()
            scripted = self._with_scripts()
            self.swap.commit()
            if len(scripted) > 0:
                await self._run_scripts(scripted)
        except Exception:
            await self.progress.clear()
            self.swap.undo()
            raise
        finally:
            self.staging.close()

    def _write_hidden(self, waiting: list[Node]) -> None:
        if not self.swap.exists(self._modules):
            return
        config = self.session.config
        had_lock = any(
            self.disk.exists(join(self.root.base, name)) for name in ['package-lock.json', 'npm-shrinkwrap.json']
        )
        named = config.flag('package-lock') and (self.saves or had_lock)
        notes = Notes(self.replacing.substitutes, waiting, not config.flag('omit-lockfile-registry-resolved'))
        text = save_hidden(self.root, self.plan.wanted, notes, named, self.style)
        self.swap.write_text(join(self._modules, '.package-lock.json'), text)

    # fetching

    async def _fetch(self, node: Node) -> None:
        """Fetches into the staging folder. An optional package that can't be fetched is left out, with the packages
        that depend on it."""
        if node.target is not None:
            return
        await self._limit.enter()
        try:
            if self._failure is None and not node.inert:
                folder = self.staging.place(join(self._modules, node.name))
                await self._unpack(node, folder)
                self._staged.set(node, folder)
                await self.progress.step(node.name, self._staged.size, len(self.plan.writes))
        except (NpmError, OsError) as error:
            if node.optional:
                self._leave_out(node, error)
            elif self._failure is None:
                self._failure = error
        finally:
            self._limit.leave()

    def _leave_out(self, node: Node, error: Exception) -> None:
        self.session.log('verbose', f'optional {node.name}: {error}')
        make_inert(node)

    async def _unpack(self, node: Node, folder: str) -> None:
        what = f'{node.package_name or node.name}@{node.version}'
        resolved = node.resolved
        integrity = node.integrity
        substitute = await self.replacing.substitute(node)
        if substitute is not None:
            what = identity(substitute)
            resolved = text_of(substitute, '_resolved')
            integrity = text_of(substitute, '_integrity')
        elif resolved == '':
            found = await self.session.source.manifest(
                Spec(VERSION, node.package_name or node.name, node.version, node.version)
            )
            resolved = text_of(found, '_resolved')
            integrity = integrity or text_of(found, '_integrity')
        archive = unpack(await self.session.source.archive(resolved, integrity, what), what)
        found_inside = extract(archive, folder, self.disk, what)
        normalise_manifest(found_inside.manifest)
        if substitute is not None:
            await self.replacing.complete(node, found_inside.manifest, folder)
            return
        await self.replacing.supply(node, found_inside.manifest, folder)
        if found_inside.addon != '':
            self.replacing.name_addon(node, found_inside.manifest, found_inside.addon)
        if not node.manifest.has('license') and found_inside.manifest.has('license'):
            # missing in abbreviated packuments, present in lockfiles
            node.manifest.set('license', found_inside.manifest.get('license'))
        if has_install_scripts(found_inside.manifest):
            node.manifest.set('hasInstallScript', True)
        for path in found_inside.bundled:
            self._add_bundled(node, path, folder)

    def _add_bundled(self, node: Node, path: str, folder: str) -> None:
        """Adds a package that was bundled in the archive to the tree, for the lockfile and for its commands."""
        parent = node
        names = path.split('node_modules/')[1:]
        for i in range(len(names)):
            name = names[i].rstrip('/')
            child = parent.children.get(name)
            if child is None:
                manifest = read_manifest(
                    self.disk,
                    join(
                        folder, 'node_modules/' + '/node_modules/'.join([part.rstrip('/') for part in names[: i + 1]])
                    ),
                )
                normalise_manifest(manifest)
                child = make_child(name, manifest, self.root, parent)
                child.extraneous = False
                child.dev = node.dev
                child.optional = node.optional
                child.dev_optional = node.dev_optional
                child.peer = node.peer
                self.plan.wanted.append(child)
            parent = child

    # putting in place

    def _put_in_place(self) -> None:
        """Parents first, so that packages that stay can follow the folder they are in."""
        writes: Map[Node, bool] = Map()
        for node in self.plan.writes:
            writes.set(node, True)
        self._unlink_old_commands()
        self.plan.wanted = [node for node in self.plan.wanted if not node.inert]
        for node in self.plan.wanted:
            path = node.path()
            if node.in_dependency_bundle():
                continue
            if writes.has(node):
                self.swap.put_away(self.swap.where(path))
                self._put(node, path)
            elif self.swap.where(path) != path:
                self.swap.put_away(path)
                self.swap.move(self.swap.where(path), path)
        emptied: Set[str] = Set()
        for location in self.plan.removes:
            path = join(self.root.base, location)
            if self.swap.where(path) == path:
                self.swap.put_away(path)
                emptied.add(dirname(path))
        for folder in emptied.values():
            if folder != self._modules:
                self.swap.remove_if_empty(folder)

    def _put(self, node: Node, path: str) -> None:
        staged = self._staged.get(node)
        if node.target is not None:
            self.swap.symlink(relative(dirname(path), node.target.path()), path)
        elif staged is not None:
            self.swap.move(staged, path)

    def _unlink_old_commands(self) -> None:
        changed = [node.location() for node in self.plan.changes]
        for location in [*changed, *self.plan.removes]:
            path = join(self.root.base, location)
            manifest = read_manifest(self.disk, path)
            folder = join(folder_above(path), '.bin')
            if self.root.is_global and location.count('node_modules/') == 1:
                folder = self.session.global_bins
            unlink_bins(path, folder, manifest, self.swap)

    def _link_commands(self) -> None:
        if not self.session.config.flag('bin-links'):
            return
        for node in self.plan.wanted:
            if bin_folder(node, self.session.global_bins) != '':
                link_bins(node, self._manifest_of(node), self.session.global_bins, self.swap)

    def _manifest_of(self, node: Node) -> Map[str, Any]:
        """The manifest of a package to be installed."""
        real = self.swap.real(node.real_path())
        return Map() if real == '' else read_manifest(self.disk, real)

    # scripts

    def _with_scripts(self) -> list[Node]:
        """New packages with scripts to run, dependencies before their dependents where the tree allows."""
        if self.session.config.flag('ignore-scripts'):
            return []
        nodes = [node for node in self.plan.writes if not node.inert and node.target is None and node.bundler() is None]
        found = [
            node
            for node in _dependencies_first(nodes)
            if self._has_scripts(node) and not self.replacing.refused.has(node)
        ]
        self.policy.check(found, lambda node: self._manifest_of(node))
        return [node for node in found if self.policy.may_run(node)]

    def _has_scripts(self, node: Node) -> bool:
        return has_install_scripts(self._manifest_of(node)) or self.swap.exists(join(node.path(), 'binding.gyp'))

    async def _run_scripts(self, nodes: list[Node]) -> None:
        """Runs preinstall of all packages, then install, then postinstall."""
        report = ScriptReport(self.session)
        try:
            for event in ['preinstall', 'install', 'postinstall']:
                for node in nodes:
                    if not node.inert:
                        await self.progress.say(f'{event} {node.name}')
                        await self._run_one(node, event, report)
        finally:
            await self.progress.clear()
            await report.tell()  # most of all when one failed: perhaps by what it was refused

    async def _run_one(self, node: Node, event: str, report: ScriptReport) -> None:
        try:
            await run_install_script(self.session, event, node.path(), read_manifest(self.disk, node.path()), report)
        except NpmError as error:
            if not node.optional:
                raise
            self.session.log('verbose', f'optional {node.name}: {error.message}')
            for other in optional_set(node):
                other.inert = True
                unlink_bins(
                    other.path(),
                    join(folder_above(other.path()), '.bin'),
                    read_manifest(self.disk, other.path()),
                    self.swap,
                )
                self.swap.put_away(other.path())
            self.plan.wanted = [wanted for wanted in self.plan.wanted if not wanted.inert]


def _dependencies_first(nodes: list[Node]) -> list[Node]:
    out: list[Node] = []
    seen: Map[Node, bool] = Map()
    wanted: Map[Node, bool] = Map()
    for node in nodes:
        wanted.set(node, True)
    for node in nodes:
        _visit(node, seen, wanted, out)
    return out


def _visit(node: Node, seen: Map[Node, bool], wanted: Map[Node, bool], out: list[Node]) -> None:
    if seen.has(node):
        return
    seen.set(node, True)
    for edge in node.edges_out.values():
        if edge.to is not None:
            _visit(edge.to, seen, wanted, out)
    if wanted.has(node):
        out.append(node)
