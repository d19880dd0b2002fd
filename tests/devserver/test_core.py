"""From requests and changed files to answers and messages, without any I/O."""

from __future__ import annotations

from runtime_py.devserver.application import Answer, Request
from runtime_py.devserver.resolver import Resolver
from runtime_py.devserver.settings import UsageError, find_proxy, parse_command_line
from runtime_py.devserver.transform_cache import TransformCache
from runtime_py.platform.bytes import decode
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from tests.devserver.devserver_support import MemoryFiles, World
from tests.support import raises

PAGE = '<!doctype html><html><head><title>%MODE%</title></head><body><script type="module" src="/main.ts"></script></body></html>'
SMALL = [
    ['/p/index.html', PAGE],
    ['/p/main.ts', 'import {a} from "./a"; import.meta.hot.accept("./a", f)'],
    ['/p/a.ts', 'export const a = 1'],
    ['/p/style.css', 'p {}'],
    ['/p/public/robots.txt', 'all'],
    ['/p/data.json', '{"name": 1, "in-side": 2}'],
    ['/p/.env', 'VITE_A=1\nB=2'],
]


async def get(world: World, target: str, accept: str = '*/*', destination: str = 'script') -> Answer:
    return await world.core.answer(Request('GET', target, accept, destination, ''))


async def text(world: World, target: str) -> str:
    return decode((await get(world, target)).body)


async def test_a_page_gets_the_client_first() -> None:
    world = World(SMALL)
    await world.begin()
    answer = await get(world, '/', 'text/html', 'document')
    page = decode(answer.body)
    assert answer.status == 200
    assert '<head><script type="module" src="/@serve/client"></script>' in page
    assert '<title>development</title>' in page
    assert decode((await get(world, '/deep/link', 'text/html', 'document')).body) == page
    assert (await get(world, '/absent.png', 'image/*', 'image')).status == 404


async def test_a_page_s_relative_links_lead_there_from_every_path() -> None:
    world = World(
        [
            [
                '/p/index.html',
                '<link rel=icon href=./i.svg><img src="a.png"><a href="b"></a><script type="module" src="./main.ts"></script>'
                '<img src="data:x"><img src="//h/x">',
            ],
            ['/p/main.ts', '1'],
            ['/p/docs/index.html', '<script src="x.js"></script><img src="../y.png">'],
        ]
    )
    await world.begin()
    page = decode((await get(world, '/deep/link', 'text/html', 'document')).body)
    assert (
        '<link rel=icon href=/i.svg><img src="/a.png"><a href="b"></a><script type="module" src="/main.ts"></script><img src="data:x"><img src="//h/x">'
        in page
    )
    assert '<script src="/docs/x.js"></script><img src="/docs/../y.png">' in decode(
        (await get(world, '/docs/', 'text/html', 'document')).body
    )


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


async def test_an_update_goes_to_who_accepts_it_and_is_confirmed() -> None:
    world = World(SMALL)
    await world.begin()
    await text(world, '/main.ts')
    await text(world, '/a.ts')
    await world.change('/p/a.ts', 'export const a = 2')
    message = world.edge.sent[-1]
    assert message.get('type') == 'update'
    assert [message.get('updates')[0].get('path'), message.get('updates')[0].get('acceptedPath')] == [
        '/main.ts',
        '/a.ts',
    ]
    assert world.core.states.state == 'hot reload'
    said = Map([['type', 'custom'], ['event', 'serve:applied'], ['data', Map([['number', message.get('number')]])]])
    assert world.core.client_said(stringify(said))
    assert world.core.states.state == 'watching'
    assert world.edge.statuses[-2].get('event') == 'applied'
    assert 'from "/a.ts?t=' in await text(world, '/main.ts')


async def test_pages_that_never_confirm_are_not_waited_for() -> None:
    world = World(SMALL, 2)
    await world.begin()
    await text(world, '/main.ts')
    await text(world, '/a.ts')
    await world.change('/p/a.ts', 'export const a = 2')
    world.core.client_gone(False)
    assert world.core.states.state == 'hot reload'
    world.edge.timers[0]()
    assert world.core.states.state == 'watching'
    assert '1 page has not confirmed the update' in world.edge.lines[-1]
    await world.change('/p/a.ts', 'export const a = 3')
    assert world.core.states.state == 'watching'  # a page that was silent isn't waited for again


async def test_the_same_content_is_no_change() -> None:
    world = World(SMALL)
    await world.begin()
    await text(world, '/main.ts')
    made = world.transformers.made
    await world.change('/p/a.ts', 'export const a = 1')
    assert world.edge.sent == []
    assert world.transformers.made == made
    assert world.core.states.state == 'watching'


async def test_only_what_changed_is_transformed_again() -> None:
    world = World(SMALL)
    await world.begin()
    await text(world, '/main.ts')
    await text(world, '/a.ts')
    made = world.transformers.made
    await world.change('/p/a.ts', 'export const a = 3')
    await text(world, '/main.ts')
    await text(world, '/a.ts')
    assert world.transformers.made == made + 1


async def test_a_broken_source_is_told_and_mended() -> None:
    world = World(SMALL)
    await world.begin()
    await text(world, '/main.ts')
    await text(world, '/a.ts')
    await world.change('/p/a.ts', 'one\nexport @@')
    error = world.edge.sent[-1].get('err')
    assert [world.edge.sent[-1].get('type'), error.get('loc').get('line'), error.get('loc').get('column')] == [
        'error',
        2,
        7,
    ]
    assert '^^' in error.get('frame')
    assert world.core.states.state == 'failed'
    assert (await get(world, '/a.ts')).status == 500
    await world.change('/p/a.ts', 'export const a = 4')
    assert world.edge.sent[-1].get('type') == 'update'


async def test_a_page_that_changed_is_loaded_again() -> None:
    world = World(SMALL)
    await world.begin()
    await get(world, '/', 'text/html', 'document')
    await world.change('/p/index.html', PAGE + ' ')
    assert world.edge.sent[-1].get('type') == 'full-reload'


async def test_an_import_that_leads_nowhere() -> None:
    world = World([['/p/index.html', PAGE], ['/p/main.ts', 'const x = 1\nimport "./absent"']])
    await world.begin()
    answer = await get(world, '/main.ts')
    assert answer.status == 500
    assert 'Failed to resolve import "./absent" from "main.ts"' in decode(answer.body)
    assert '/p/main.ts:2:8' in decode(answer.body)


async def test_dependencies_are_bundled_once_and_commonjs_is_taken_apart() -> None:
    world = World(
        [
            ['/p/index.html', PAGE],
            ['/p/main.ts', 'import React, {useState} from "react"; import {x} from "pkg/sub"'],
            ['/p/node_modules/react/package.json', '{"name": "react", "main": "index.js"}'],
            ['/p/node_modules/react/index.js', 'exports.useState = 1'],
            ['/p/node_modules/pkg/package.json', '{"name": "pkg", "exports": {"./sub": {"import": "./es/sub.mjs"}}}'],
            ['/p/node_modules/pkg/es/sub.mjs', 'export const x = 1'],
        ]
    )
    await world.begin()
    served = await text(world, '/main.ts')
    assert world.transformers.bundles == ['react pkg_sub']
    assert 'const useState = __cjs_0["useState"];' in served
    assert 'import {x} from "/@deps/pkg_sub.js?v=' in served
    assert await text(world, '/@deps/react.js') == '/* /p/node_modules/react/index.js */'


async def test_a_package_that_can_not_be_had_is_asked_for_once_a_page() -> None:
    world = World(
        [['/p/index.html', PAGE], ['/p/main.ts', 'import "./b"; import "far"'], ['/p/b.ts', 'import "far/x"']]
    )
    await world.begin()
    for target in ['/main.ts', '/b.ts', '/main.ts']:
        assert (await get(world, target)).status == 500
    assert world.edge.fetched == ['far@latest']
    await get(world, '/', 'text/html', 'document')
    await get(world, '/main.ts')
    await get(world, '/b.ts')
    assert world.edge.fetched == ['far@latest', 'far@latest']
    await world.change('/p/b.ts', 'import "far"')
    await get(world, '/b.ts')
    assert world.edge.fetched == ['far@latest', 'far@latest', 'far@latest']


def test_where_imported_sheets_are() -> None:
    resolver = Resolver(
        MemoryFiles(
            [
                ['/p/src/a.css', ''],
                ['/p/top.css', ''],
                ['/p/node_modules/n/package.json', '{"style": "main.css"}'],
                ['/p/node_modules/n/main.css', ''],
                ['/p/node_modules/n/deep/x.css', ''],
                ['/p/node_modules/@s/k/package.json', '{"exports": {".": {"style": "./s.css", "default": "./k.js"}}}'],
                ['/p/node_modules/@s/k/s.css', ''],
                ['/p/node_modules/@s/k/k.js', ''],
            ]
        ),
        '/p',
        '/none',
    )
    found = [
        resolver.sheet(name, '/p/src/b.css', '/p')
        for name in ['./a.css', 'a.css', '/top.css', 'n', 'n/deep/x.css', '~n/deep/x', '@s/k', './absent.css', 'absent']
    ]
    assert found == [
        '/p/src/a.css',
        '/p/src/a.css',
        '/p/top.css',
        '/p/node_modules/n/main.css',
        '/p/node_modules/n/deep/x.css',
        '/p/node_modules/n/deep/x.css',
        '/p/node_modules/@s/k/s.css',
        None,
        None,
    ]


async def test_what_needs_a_compiler_of_its_own_is_refused() -> None:
    world = World(
        [
            ['/p/index.html', PAGE],
            ['/p/main.ts', 'import "./t.css"'],
            ['/p/t.css', 'a {}\n@import "tailwindcss";'],
            ['/p/u.css', '@tailwind base;'],
            ['/p/ok.css', '/* tailwindcss */ a {}'],
            ['/p/s.styl', 'a'],
            ['/p/s.scss', 'a {}'],
        ]
    )
    await world.begin()
    for target, code in [
        ['/t.css', 'ERR_TERRARIUM_SERVE_TAILWIND'],
        ['/u.css', 'ERR_TERRARIUM_SERVE_TAILWIND'],
        ['/s.styl', 'ERR_TERRARIUM_SERVE_STYLE'],
        ['/s.scss', 'ERR_TERRARIUM_SERVE_STYLE'],
    ]:
        answer = await get(world, target)
        assert [answer.status, code in decode(answer.body)] == [500, True]
        assert code in world.edge.lines[-1]
    assert '/p/t.css:2:1' in decode((await get(world, '/t.css')).body)
    assert (await get(world, '/ok.css')).status == 200


async def test_an_absent_package_is_fetched() -> None:
    world = World(
        [
            ['/p/index.html', PAGE],
            ['/p/package.json', '{"dependencies": {"far": "^1.2.0", "near": "2"}, "devDependencies": {"tool": "1"}}'],
            ['/p/main.ts', 'import far from "far"'],
        ]
    )

    def arrive() -> None:
        world.files.texts.set('/cache/packages/node_modules/far/package.json', '{"name": "far", "main": "main.js"}')
        world.files.texts.set('/cache/packages/node_modules/far/main.js', '1')

    world.edge.on_fetch = arrive
    await world.begin()
    assert world.edge.fetched == ['far@^1.2.0 near@2']
    assert '/@deps/far.js' in await text(world, '/main.ts')


def fetching(world: World, versions: list[str]) -> None:
    """Each fetch returns the next version; when none is left, there is no network."""

    def arrive() -> None:
        if len(versions) == 0:
            raise ValueError('no network')
        world.files.texts.set('/cache/packages/node_modules/far/package.json', '{"name": "far", "main": "main.js"}')
        world.files.texts.set('/cache/packages/node_modules/far/main.js', versions.pop(0))

    world.edge.on_fetch = arrive


async def test_a_fetched_package_follows_package_json() -> None:
    files = [
        ['/p/index.html', PAGE],
        ['/p/package.json', '{"dependencies": {"far": "1"}}'],
        ['/p/main.ts', 'import far from "far"'],
    ]
    world = World(files)
    fetching(world, ['one', 'two'])
    await world.begin()
    first = await text(world, '/main.ts')
    await world.change('/p/package.json', '{"dependencies": {"far": "1"}, "scripts": {}}')
    assert world.edge.sent == []
    await world.change('/p/package.json', '{"dependencies": {"far": "2"}}')
    assert world.edge.sent[-1].get('type') == 'full-reload'
    assert await text(world, '/main.ts') != first
    assert world.edge.fetched == ['far@1', 'far@2']
    await world.change('/p/package.json', '{"dependencies": {"far": "3"}}')
    world.edge.on_fetch = None
    assert '/@deps/far.js' in await text(world, '/main.ts')
    assert 'far could not be fetched in the version' in ' '.join(world.edge.lines)
    again = World([])
    again.files.texts = world.files.texts
    again.files.texts.set('/p/package.json', '{"dependencies": {"far": "2"}}')
    await again.begin()
    await text(again, '/main.ts')
    assert again.edge.fetched == []


async def test_a_changed_lock_file_bundles_dependencies_again() -> None:
    world = World(
        [
            ['/p/index.html', PAGE],
            ['/p/package-lock.json', '1'],
            ['/p/main.ts', 'import "react"'],
            ['/p/node_modules/react/package.json', '{"name": "react", "main": "index.js"}'],
            ['/p/node_modules/react/index.js', '1'],
        ]
    )
    await world.begin()
    await text(world, '/main.ts')
    await world.change('/p/package-lock.json', '2')
    assert world.edge.sent[-1].get('type') == 'full-reload'
    await text(world, '/main.ts')
    assert world.transformers.bundles == ['react', 'react']


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


async def test_a_page_never_gets_two_bundles() -> None:
    """A dependency found late changes the bundle: modules that were made before now import the new one."""
    packages: list[list[str]] = []
    for name in ['react', 'late']:
        packages.extend(
            [
                [f'/p/node_modules/{name}/package.json', f'{{"name": "{name}", "main": "index.js"}}'],
                [f'/p/node_modules/{name}/index.js', '1'],
            ]
        )
    world = World(
        [
            ['/p/index.html', PAGE],
            ['/p/main.ts', 'import "react"'],
            ['/p/far.ts', 'import "react"; import "late"'],
            *packages,
        ]
    )
    await world.begin()
    first = await text(world, '/main.ts')
    far = await text(world, '/far.ts')
    stamps = [part[0:8] for part in far.split('?v=')[1:]]
    assert len(stamps) == 2 and stamps[0] == stamps[1]
    assert f'?v={stamps[0]}' not in first and f'?v={stamps[0]}' in await text(world, '/main.ts')
    assert world.edge.sent[-1].get('type') == 'full-reload'


async def test_a_restart_transforms_and_bundles_nothing() -> None:
    world = World(
        [
            *SMALL[1:],
            ['/p/index.html', PAGE],
            ['/p/node_modules/react/package.json', '{"name": "react", "main": "index.js"}'],
            ['/p/node_modules/react/index.js', '1'],
            ['/p/more.ts', 'import "react"; import "./style.css"'],
        ]
    )
    world.files.texts.set('/p/main.ts', 'import "./a"; import "./more"')
    await world.begin()
    targets = ['/main.ts', '/a.ts', '/more.ts', '/style.css']
    served: list[str] = []
    for target in targets:
        served.append(await text(world, target))
    again = World([])
    again.files.texts = world.files.texts
    await again.begin()
    for number in range(len(targets)):
        assert await text(again, targets[number]) == served[number]
    assert [again.transformers.made, again.transformers.bundles] == [0, []]
    other = World([])
    other.files.texts = world.files.texts
    other.context.cache = TransformCache(other.files, '/cache/transforms', 'another')
    await other.begin()
    await text(other, '/a.ts')
    assert other.transformers.made > 0


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


def test_the_command_line() -> None:
    found = parse_command_line(['--port=3000', '--proxy', '/api=http://localhost:4000/', 'app'])
    assert [found.port, found.root, found.proxies[0].path, found.proxies[0].target] == [
        3000,
        'app',
        '/api',
        'http://localhost:4000',
    ]
    rules = parse_command_line(['--proxy=^/v[0-9]+/=http://localhost:1', '--proxy', '/api=ws://localhost:2']).proxies
    assert [
        [rule.path, rule.target]
        for rule in [find_proxy(rules, path) for path in ['/v12/x', '/api/y', '/vx/', '/']]
        if rule is not None
    ] == [['^/v[0-9]+/', 'http://localhost:1'], ['/api', 'http://localhost:2']]
    for words in [
        ['--proxy', '^(=http://localhost'],
        ['--port', 'x'],
        ['--port'],
        ['--nonsense'],
        ['a', 'b'],
        ['--proxy', '/api'],
    ]:
        with raises(UsageError):
            parse_command_line(words)
