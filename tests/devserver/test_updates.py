"""What pages must do after files changed."""

from __future__ import annotations

from runtime_py.devserver.changes import ADDED, CHANGED, REMOVED
from runtime_py.devserver.context import Context
from runtime_py.devserver.module_graph import STYLE
from runtime_py.devserver.updates import Change, Outcome, affected, is_configuration, needs_import_query, outcome_of
from runtime_py.platform.maps import Map
from tests.devserver.devserver_support import World


def graph_of_three() -> Context:
    """/main.ts accepts /a.ts, which imports /b.json."""
    context = World([]).context
    graph = context.graph
    main = graph.ensure('/main.ts', '/p/main.ts')
    a = graph.ensure('/a.ts', '/p/a.ts')
    b = graph.ensure('/b.json', '/p/b.json')
    graph.update(main, [a], [a], False)
    graph.update(a, [b], [], False)
    graph.update(b, [], [], False)
    return context


def change(context: Context, file: str, kind: str = CHANGED) -> Outcome:
    return outcome_of(context, [Change(file, kind)], 7)


def updates(outcome: Outcome) -> list[str]:
    if outcome.message is None or outcome.message.get('type') != 'update':
        return []
    return [
        f'{each.get("type")} {each.get("path")} {each.get("acceptedPath")}' for each in outcome.message.get('updates')
    ]


async def test_a_file_that_no_page_has() -> None:
    found = change(graph_of_three(), '/p/other.ts')
    assert found.message is None
    assert [found.summary, found.reason] == ['', '']


async def test_an_update_reaches_the_module_that_accepts_it() -> None:
    context = graph_of_three()
    found = change(context, '/p/b.json')
    assert updates(found) == ['js-update /main.ts /a.ts']
    assert found.summary == 'hmr update /main.ts'
    node = context.graph.get('/b.json')
    assert node is not None and node.stamp == 7


async def test_without_a_boundary_the_page_is_loaded_again() -> None:
    found = change(graph_of_three(), '/p/main.ts')
    assert found.message is not None
    assert [found.message.get('type'), found.message.get('path')] == ['full-reload', '*']
    assert found.summary == 'page reload'
    assert found.reason == '/main.ts changed, and no importer accepts it'


async def test_one_of_many_changes_that_needs_a_reload_decides() -> None:
    context = graph_of_three()
    found = outcome_of(context, [Change('/p/b.json', CHANGED), Change('/p/main.ts', CHANGED)], 7)
    assert found.message is not None and found.message.get('type') == 'full-reload'


async def test_files_that_configure_the_server() -> None:
    context = World([]).context
    context.options.files = ['/p/base/tsconfig.json']
    for file in ['/p/.env', '/p/.env.local', '/p/tsconfig.json', '/p/postcss.config.js', '/p/base/tsconfig.json']:
        assert is_configuration(context, file)
        assert change(context, file).reason == f'{file} changed, which configures the server'
    for file in ['/p/env', '/p/.environment', '/p/src/.env', '/p/src/tsconfig.json', '/other/.env']:
        assert not is_configuration(context, file)


async def test_a_page_is_loaded_again() -> None:
    found = change(World([]).context, '/p/docs/index.html')
    assert found.message is not None
    assert [found.message.get('path'), found.summary] == ['/docs/index.html', 'page reload /docs/index.html']


async def test_globs_notice_files_that_come_and_go() -> None:
    context = graph_of_three()
    node = context.graph.get('/main.ts')
    assert node is not None
    node.glob_bases = ['/p/pages/*.ts']
    found = [
        [each.url for each in affected(context, Change('/p/pages/c.ts', kind))] for kind in [ADDED, REMOVED, CHANGED]
    ]
    assert found == [['/main.ts'], ['/main.ts'], []]
    assert affected(context, Change('/p/pages/deep/c.ts', ADDED)) == []


async def test_a_removed_file_is_forgotten() -> None:
    context = graph_of_three()
    change(context, '/p/a.ts', REMOVED)
    node = context.graph.get('/b.json')
    assert node is not None and len(list(node.importers.values())) == 0


async def test_modules_of_a_file_that_did_not_change() -> None:
    context = graph_of_three()
    kept = Change('/p/a.ts', CHANGED)
    kept.kept = ['/a.ts']
    assert outcome_of(context, [kept], 7).message is None


async def test_a_linked_sheet_is_a_css_update() -> None:
    context = World([]).context
    node = context.graph.ensure('/s.css#direct', '/p/s.css')
    node.kind = STYLE
    context.graph.update(node, [], [], True)
    assert updates(change(context, '/p/s.css')) == ['css-update /s.css /s.css']


async def test_a_cycle_is_told() -> None:
    context = World([]).context
    a = context.graph.ensure('/a.ts', '/p/a.ts')
    b = context.graph.ensure('/b.ts', '/p/b.ts')
    context.graph.update(a, [b], [b], False)
    context.graph.update(b, [a], [], False)
    message: Map | None = change(context, '/p/b.ts').message
    assert message is not None and message.get('updates')[0].get('isWithinCircularImport') is True


def test_urls_that_need_a_query() -> None:
    assert [
        needs_import_query(url) for url in ['/a.ts', '/a.css', '/a.vue', '/a.svg', '/a.json', '/a.svg?raw', '/a']
    ] == [
        False,
        False,
        False,
        True,
        True,
        False,
        True,
    ]
