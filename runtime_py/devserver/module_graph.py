"""The module graph: which module imports which, what each accepts, and when each last changed.

A module is identified by its URL below the root (without an update's stamp). Pure: knows neither files nor JavaScript;
the analysis passes in its results."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set

SCRIPT = 'js'
STYLE = 'css'  # a sheet that a page links to


class ModuleNode:
    """`is_analysed`: its text was analysed, so what it accepts is known. `stamp` is the time of the last update that
    reached it, 0 before the first."""

    def __init__(self, url: str, file: str) -> None:
        self.url = url
        self.file = file
        self.kind = SCRIPT
        self.importers: Set[ModuleNode] = Set()
        self.imported: Set[ModuleNode] = Set()
        self.accepted: Set[ModuleNode] = Set()
        self.is_analysed = False
        self.is_self_accepting = False
        self.is_module_too = False  # an input of a sheet that pages also run
        self.accepted_exports: list[str] | None = None
        self.imported_names: Map[str, list[str]] = Map()  # URL -> the names that this module imports from it
        self.stamp = 0.0
        self.invalidation_seen = False
        self.output: str | None = None  # the served text, until it becomes stale
        self.glob_bases: list[str] = []


class ModuleGraph:
    """`by_file`: one file may be several modules (a sheet that is imported and linked, an asset and its text)."""

    def __init__(self) -> None:
        self._by_url: Map[str, ModuleNode] = Map()
        self._by_file: Map[str, list[ModuleNode]] = Map()

    def get(self, url: str) -> ModuleNode | None:
        return self._by_url.get(url)

    def ensure(self, url: str, file: str) -> ModuleNode:
        node = self._by_url.get(url)
        if node is None:
            node = ModuleNode(url, file)
            self._by_url.set(url, node)
            same = self._by_file.get(file)
            if same is None:
                self._by_file.set(file, [node])
            else:
                same.append(node)
        return node

    def of_file(self, file: str) -> list[ModuleNode]:
        return self._by_file.get(file) or []

    def nodes(self) -> list[ModuleNode]:
        return list(self._by_url.values())

    def update(
        self, node: ModuleNode, imported: list[ModuleNode], accepted: list[ModuleNode], is_self_accepting: bool
    ) -> list[ModuleNode]:
        """Records what a module imports and accepts now. Returns the modules that are no longer imported."""
        before = list(node.imported.values())
        node.imported = Set()
        for other in imported:
            node.imported.add(other)
            other.importers.add(node)
        node.accepted = Set()
        for other in accepted:
            node.accepted.add(other)
        node.is_self_accepting = is_self_accepting
        node.is_analysed = True
        orphans: list[ModuleNode] = []
        for other in before:
            if not node.imported.has(other):
                other.importers.delete(node)
                if other.importers.size == 0:
                    orphans.append(other)
        return orphans

    def invalidate(self, node: ModuleNode, stamp: float) -> None:
        """The module and all importers that don't accept it must be served again: their imports get the new stamp."""
        seen: Set[ModuleNode] = Set()
        waiting = [node]
        while len(waiting) > 0:
            current = waiting.pop()
            if seen.has(current):
                continue
            seen.add(current)
            current.stamp = stamp
            current.output = None
            current.invalidation_seen = False
            for importer in current.importers.values():
                if importer.accepted.has(current):
                    importer.output = None
                else:
                    waiting.append(importer)

    def forget_file(self, file: str) -> None:
        """Removes a file's modules. Importers keep their edges: they are served again, and fail if the import is still
        there."""
        for node in self.of_file(file):
            for other in node.imported.values():
                other.importers.delete(node)
            node.imported = Set()
            node.output = None
