"""Boundaries as Vite decides them: self acceptance, accepted dependencies, dead ends, cycles, exports."""

from __future__ import annotations

from runtime_py.devserver.boundaries import Decision, decide
from runtime_py.devserver.module_graph import ModuleGraph, ModuleNode


class Graph:
    """Modules by name; `a -> b` as `link('a', ['b'])`."""

    def __init__(self) -> None:
        self.graph = ModuleGraph()

    def node(self, name: str) -> ModuleNode:
        return self.graph.ensure('/' + name, '/p/' + name)

    def link(self, name: str, imported: list[str], accepted: list[str], accepts_itself: bool = False) -> None:
        self.graph.update(
            self.node(name),
            [self.node(each) for each in imported],
            [self.node(each) for each in accepted],
            accepts_itself,
        )

    def change(self, name: str) -> Decision:
        return decide(self.graph, [self.node(name)], 7)


def names(decision: Decision) -> list[str]:
    return [f'{found.node.url} via {found.via.url}' for found in decision.boundaries]


def test_a_module_that_accepts_itself() -> None:
    found = Graph()
    found.link('main', ['a'], [])
    found.link('a', [], [], True)
    assert names(found.change('a')) == ['/a via /a']


def test_an_importer_that_accepts_it() -> None:
    found = Graph()
    found.link('main', ['a'], ['a'])
    found.link('a', ['b'], [])
    found.link('b', [], [])
    assert names(found.change('b')) == ['/main via /a']


def test_a_dead_end() -> None:
    found = Graph()
    found.link('main', ['a', 'c'], ['c'])
    found.link('a', [], [])
    decision = found.change('a')
    assert names(decision) == []
    assert decision.reason != ''


def test_every_way_must_be_accepted() -> None:
    found = Graph()
    found.link('main', ['a'], ['a'])
    found.link('other', ['a'], [])
    found.link('a', [], [])
    assert found.change('a').reason != ''


def test_a_module_that_no_page_has_run() -> None:
    found = Graph()
    found.node('a')
    decision = found.change('a')
    assert decision.reason == ''
    assert names(decision) == []


def test_a_cycle_is_walked_once_and_told() -> None:
    found = Graph()
    found.link('main', ['a'], [])
    found.link('a', ['b'], [], True)
    found.link('b', ['a'], [])
    decision = found.change('b')
    assert names(decision) == ['/a via /a']
    assert decision.boundaries[0].is_circular


def test_a_boundary_outside_of_the_cycle_is_not_circular() -> None:
    found = Graph()
    found.link('main', ['a'], ['a'])
    found.link('a', ['b'], [])
    found.link('b', [], [])
    assert not found.change('b').boundaries[0].is_circular


def test_a_script_that_only_sheets_import() -> None:
    found = Graph()
    found.link('style.css', ['theme.js'], [], True)
    found.link('theme.js', [], [])
    assert found.change('theme.js').reason != ''


def test_importers_of_accepted_exports_alone_do_not_matter() -> None:
    found = Graph()
    found.link('main', ['a'], [])
    found.link('a', [], [])
    found.node('a').accepted_exports = ['shown']
    found.node('main').imported_names.set('/a', ['shown'])
    decision = found.change('a')
    assert decision.reason == ''
    assert names(decision) == ['/a via /a']
    found.node('main').imported_names.set('/a', ['shown', 'other'])
    assert found.change('a').reason != ''


def test_what_an_update_reaches_is_stamped() -> None:
    found = Graph()
    found.link('main', ['a'], ['a'])
    found.link('a', ['b'], [])
    found.link('b', [], [])
    found.node('main').output = 'text'
    found.change('b')
    assert [found.node('b').stamp, found.node('a').stamp, found.node('main').stamp] == [7, 7, 0]
    assert found.node('main').output is None


def test_modules_that_nobody_imports_any_more() -> None:
    found = Graph()
    found.link('main', ['a', 'b'], [])
    orphans = found.graph.update(found.node('main'), [found.node('b')], [], False)
    assert [node.url for node in orphans] == ['/a']
