"""Modules as pages get them."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from tests.devserver.devserver_support import PAGE, SMALL, World, get, text


async def test_specifiers_become_urls() -> None:
    world = World(SMALL)
    await world.begin()
    served = await text(world, '/main.ts')
    assert 'from "/a.ts"' in served
    assert 'import.meta.hot.accept("/a.ts", f)' in served
    assert '__createHotContext("/main.ts")' in served


async def test_kinds_of_modules() -> None:
    world = World(SMALL)
    await world.begin()
    assert 'export const name = 1;' in await text(world, '/data.json?import')
    assert '__updateStyle("/style.css", "p {}")' in await text(world, '/style.css')
    assert decode((await get(world, '/style.css', 'text/css,*/*;q=0.1', 'style')).body) == 'p {}'
    assert await text(world, '/robots.txt') == 'all'
    assert await text(world, '/a.ts?raw') == 'export default "export const a = 1";\n'
    assert (await get(world, '/.env')).status == 403
    assert (await get(world, '/@fs/etc/passwd')).status == 403
    assert (await get(world, '/%2e%2e/secret')).status in [403, 404]


async def test_an_import_that_leads_nowhere() -> None:
    world = World([['/p/index.html', PAGE], ['/p/main.ts', 'const x = 1\nimport "./absent"']])
    await world.begin()
    answer = await get(world, '/main.ts')
    assert answer.status == 500
    assert 'Failed to resolve import "./absent" from "main.ts"' in decode(answer.body)
    assert '/p/main.ts:2:8' in decode(answer.body)


async def test_preact_keeps_its_state_where_prefresh_is_installed() -> None:
    files = [
        ['/p/index.html', PAGE],
        ['/p/package.json', '{"dependencies": {"preact": "10"}}'],
        ['/p/main.ts', '$RefreshReg$(1, 2)'],
    ]
    for name in ['preact', '@prefresh/core', '@prefresh/utils']:
        files.extend(
            [
                [f'/p/node_modules/{name}/package.json', f'{{"name": "{name}", "main": "index.js"}}'],
                [f'/p/node_modules/{name}/index.js', '1'],
            ]
        )
    world = World(files)
    await world.begin()
    served = await text(world, '/main.ts')
    assert (
        'import "/@deps/prefresh_core.js?v=' in served
        and 'import {flush as __flush} from "/@deps/prefresh_utils.js?v=' in served
    )
    assert 'import.meta.hot.accept(() => { try { __flush()' in served
    assert '/@react-refresh' not in decode((await get(world, '/', 'text/html', 'document')).body)


async def test_globs_grow_with_new_files() -> None:
    world = World(
        [
            ['/p/index.html', PAGE],
            ['/p/main.ts', 'export const all = import.meta.glob("./pages/*.ts")'],
            ['/p/pages/a.ts', '1'],
        ]
    )
    await world.begin()
    assert '"./pages/a.ts":()=>import("/pages/a.ts")' in await text(world, '/main.ts')
    await world.change('/p/pages/b.ts', '2')
    assert world.edge.sent[-1].get('type') == 'full-reload'
    assert '"./pages/b.ts":()=>import("/pages/b.ts")' in await text(world, '/main.ts')
