"""Replaces packages that are native code: by another package, by adding their WebAssembly build below them, or by a
command that refuses.

Works on folders in the staging area, before they are put in place. `said` describes the changes, for the user and for
the hidden lockfile."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import bins_of, has_install_scripts, identity, platform_problem, text_of, texts_of
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import RANGE, VERSION, Spec
from runtime_py.npm.install.absent_programs import absent_program
from runtime_py.npm.install.extract import extract
from runtime_py.npm.install.native_parts import (
    REFUSAL_FILE,
    NativePart,
    native_parts,
    refusal,
    refused_program,
    refusing_command,
    refusing_part,
)
from runtime_py.npm.install.substitutes import PROGRAMS, advice, substitute_for
from runtime_py.npm.registry.policy import check_source
from runtime_py.npm.registry.registry_source import unpack
from runtime_py.npm.session import Session
from runtime_py.npm.tree.ideal_tree import IdealTree
from runtime_py.npm.tree.place import Rules
from runtime_py.npm.tree.plan import make_plan
from runtime_py.npm.tree.tree import Node, make_child, make_root
from runtime_py.npm.tree.tree_sets import compute_flags, make_inert
from runtime_py.platform.bytes import encode
from runtime_py.platform.maps import Map, Set
from runtime_py.platform.native_refusals import refusal_file


class Replacing:
    """`substitutes`: location -> the installed package; `refused`: packages that can't run, whose install scripts would
    only fail; `said`: sentences for the user."""

    def __init__(self, session: Session, root: Node) -> None:
        self.session = session
        self.root = root
        self.substitutes: Map[str, str] = Map()
        self.said: list[str] = []
        self.refused: Set[Node] = Set()
        self._parts: Map[Node, NativePart] = native_parts(root) if session.config.platform().is_here else Map()

    async def substitute(self, node: Node) -> Map[str, Any] | None:
        """The manifest of the package that replaces the whole package; None: install the package itself."""
        name = node.package_name or node.name
        found = substitute_for(name, node.version) if self.session.config.platform().is_here else None
        if found is None:
            return None
        manifest = await self._newest(found.name, found.versions, node.version)
        if manifest is None:
            self.session.warn(
                f'{name}@{node.version} is native code, and its replacement {found.name} could not be fetched.'
            )
            return None
        self.substitutes.set(node.location(), identity(manifest))
        self.said.append(f'{name}@{node.version} is native code and was replaced by {identity(manifest)}, {found.kind}')
        return manifest

    async def complete(self, node: Node, manifest: Map[str, Any], folder: str) -> None:
        """Adds what the substitute's main file lacks; packages that only the substitute needs go below it."""
        found = substitute_for(node.package_name or node.name, node.version)
        if found is not None and found.addition != '':
            main = join(folder, text_of(manifest, 'main'))
            self.session.disk.write_text(main, (self.session.disk.read_text(main) or '') + found.addition)
        lone = make_child(node.name, manifest, self.root)
        wanted: Map[str, str] = Map()
        for edge in lone.edges_out.values():
            there = node.resolve(edge.name)
            if not edge.is_optional and not edge.is_peer and (there is None or not edge.satisfied_by(there)):
                wanted.set(edge.name, edge.raw_spec)
        await self._install_below(folder, wanted)

    async def supply(self, node: Node, manifest: Map[str, Any], folder: str) -> None:
        """Adds the WebAssembly build of a missing native part; where there is none, and the package is required, it is
        reported."""
        part = self._parts.get(node)
        if part is None:
            self._refuse_program(node, manifest, folder)
            self._name_absent_program(node)
            return
        for candidate in part.builds:
            build = await self._newest(candidate.name, '', node.version)
            if build is not None:
                inner = join(folder, candidate.folder, candidate.name)
                await self._unpack(build, inner)
                await self._install_below(inner, texts_of(build, 'dependencies'))
                other = '' if text_of(build, 'version') == node.version else ', another version,'
                self.said.append(
                    f'{identity(node.manifest)} is native code; {identity(build)}{other} the same in WebAssembly, was installed too'
                )
                return
        self.refused.add(node)
        if not node.optional:
            self._refuse_part(node, part, manifest, folder)

    def _refuse_part(self, node: Node, part: NativePart, manifest: Map[str, Any], folder: str) -> None:
        """Puts a placeholder in the place of the native part, so that code that loads it gets the same message as from
        its commands."""
        what = identity(node.manifest)
        hint = advice(node.package_name or node.name)
        self.session.warn(
            f"{what} is native code ({part.missing}) and has no build in JavaScript or WebAssembly: it can't run here. {hint}"
        )
        sentence = refusal(what, part.missing, hint)
        self._refuse_commands(manifest, folder, sentence)
        stand_in = join(folder, 'node_modules', part.missing)
        self.session.disk.make_folder(stand_in)
        self.session.disk.write(join(stand_in, 'package.json'), encode(refusing_part(part.missing)), 0o644)
        self.session.disk.write(join(stand_in, REFUSAL_FILE), refusal_file(sentence), 0o644)

    def _refuse_program(self, node: Node, manifest: Map[str, Any], folder: str) -> None:
        program = PROGRAMS.get(node.package_name or node.name)
        if program is None or not self.session.config.platform().is_here:
            return
        self.refused.add(node)
        sentence = refused_program(identity(node.manifest), program, advice(node.package_name or node.name))
        if not node.optional:
            self.session.warn(sentence)
        self._refuse_commands(manifest, folder, sentence)

    def _name_absent_program(self, node: Node) -> None:
        """Only for packages that the project itself asks for: others may use a part that does without."""
        if not self.session.config.platform().is_here:
            return
        if any([edge.origin.is_mine for edge in node.edges_in.values()]):
            sentence = absent_program(node.package_name or node.name, identity(node.manifest))
            if sentence != '':
                self.session.warn(sentence)

    def _refuse_commands(self, manifest: Map[str, Any], folder: str, sentence: str) -> None:
        for path in bins_of(manifest).values():
            if self.session.disk.exists(join(folder, path)):
                self.session.disk.write(join(folder, path), encode(refusing_command(sentence, path)), 0o755)

    def name_addon(self, node: Node, manifest: Map[str, Any], addon: str) -> None:
        """Reports a package with native code in its archive: only at run time will it turn out whether it works
        without."""
        if not node.optional and not has_install_scripts(manifest):  # the script itself reports it
            self.session.warn(
                f"{identity(node.manifest)} has native code in it ({addon}), which can't run here: the package has to do without"
            )

    async def _newest(self, name: str, versions: str, version: str) -> Map[str, Any] | None:
        """The newest in `versions`; without those the same version, or the newest earlier one of the same major
        version: such builds are published a little later."""
        major = version.split('.')[0]
        specs = (
            [Spec(RANGE, name, versions, versions)]
            if versions != ''
            else [Spec(VERSION, name, version, version), Spec(RANGE, name, version, f'>={major}.0.0 <={version}')]
        )
        for spec in specs:
            try:
                return await self.session.source.manifest(spec)
            except NpmError as error:
                self.session.log('verbose', f'{spec.text()}: {error.message}')
        return None

    async def _install_below(self, folder: str, wanted: Map[str, str]) -> None:
        """Installs packages with all their dependencies into `folder`/node_modules, by a tree of their own."""
        if wanted.size == 0:
            return
        root = make_root(Map([['name', 'below'], ['dependencies', wanted]]), folder, self.session.home)
        root.load_edges()
        rules = Rules()
        rules.force = True  # the user can't do anything about a conflict of peers in here
        rules.check_source = lambda spec, is_root: check_source(self.session.config, spec, is_root)
        ideal = IdealTree(root, self.session.source, rules)
        await ideal.build()
        compute_flags(root)
        for node in ideal.failures.values():
            _leave_out(node, node.errors[0])
        for node in root.inventory.values():
            problem = '' if node.parent is None else platform_problem(node.manifest, node.optional)
            if problem != '':
                _leave_out(
                    node, NpmError('EBADPLATFORM', f'Unsupported platform for {identity(node.manifest)}: {problem}')
                )
        for node in make_plan(root, Map(), Set()).wanted:
            await self._unpack(node.manifest, node.path())

    async def _unpack(self, manifest: Map[str, Any], folder: str) -> None:
        what = identity(manifest)
        archive = await self.session.source.archive(
            text_of(manifest, '_resolved'), text_of(manifest, '_integrity'), what
        )
        extract(unpack(archive, what), folder, self.session.disk, what)


def _leave_out(node: Node, error: NpmError) -> None:
    if not node.optional:
        raise error
    make_inert(node)
