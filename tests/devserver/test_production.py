"""The production build, with a bundler that only concatenates texts: the content of dist/, and the links of its
page."""

from __future__ import annotations

from runtime_py.devserver.application import Request
from runtime_py.devserver.build_report import kilobytes, report
from runtime_py.devserver.new_urls import find_new_urls
from runtime_py.devserver.resolver import Resolver
from runtime_py.devserver.settings import parse_command_line
from runtime_py.devserver.static_site import StaticSite
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.maps import Map
from runtime_py.platform.text import repeat
from tests.devserver.devserver_support import MemoryFiles, World

PAGE = """<!doctype html><html><head><title>%MODE%</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/linked.css"></head>
<body><img src="./src/dot.svg"><!-- <img src="./src/none.svg"> --><script src="/old.js"></script><script type="module" src="/src/main.ts"></script>
<script type="module">import "./src/part"</script></body></html>"""
FILES = [
    ['/p/index.html', PAGE],
    ['/p/linked.css', 'a {}'],
    ['/p/old.js', 'var old'],
    ['/p/public/favicon.svg', '<svg/>'],
    ['/p/src/dot.svg', 'dot'],
    ['/p/src/part.ts', 'part'],
    [
        '/p/src/main.ts',
        'import "./part"; import "./box.module.css"; import text from "./note.txt?raw"; new Worker(new URL("./worker.ts", import.meta.url), {type: "module"});'
        'new URL("./dot.svg", import.meta.url); import("react")',
    ],
    ['/p/src/box.module.css', 'b {}'],
    ['/p/src/note.txt', 'note'],
    ['/p/src/worker.ts', 'work'],
    [
        '/p/node_modules/react/package.json',
        '{"name": "react", "exports": {"development": "./dev.js", "production": "./prod.js"}}',
    ],
    ['/p/node_modules/react/dev.js', 'dev'],
    ['/p/node_modules/react/prod.js', 'prod'],
]


async def built(files: list[list[str]]) -> tuple[World, Map[str, str]]:
    world = World(files, 0, parse_command_line(['--build']))
    found = await world.core.build()
    texts: Map[str, str] = Map()
    if found is not None:
        for name, content in found.entries():
            texts.set(name, decode(content))
    return world, texts


async def test_the_page_leads_to_bundles_and_copies() -> None:
    world, files = await built(FILES)
    page = files.get('index.html') or ''
    assert '<title>production</title>' in page
    assert '<link rel="icon" href="/favicon.svg">' in page and files.get('favicon.svg') == '<svg/>'
    assert '<script type="module" crossorigin src="/assets/main.ts.js"></script>' in page
    assert '<script type="module" crossorigin src="/assets/index.html-inline=0.js"></script>' in page
    assert 'href="/assets/linked.css.css"' in page
    assert '<link rel="stylesheet" crossorigin href="/assets/main.ts.css"></head>' in page
    dot = [name for name in files.keys() if name.startswith('assets/dot-')][0]
    assert f'<img src="/{dot}">' in page and './src/none.svg' in page
    assert files.get('old.js') == 'var old'
    assert world.edge.lines == ['/old.js of index.html is not a module: it is copied unchanged']
    assert world.core.states.state == 'watching'


async def test_what_a_bundle_holds() -> None:
    _world, files = await built(FILES)
    bundle = files.get('assets/main.ts.js') or ''
    assert 'export default {"box":"_box_1"}' in bundle and 'text note' in bundle
    assert 'prod' in bundle and 'dev' not in bundle
    assert 'new Worker(new URL("/assets/worker.ts.js", location.href), {type: "module"})' in bundle
    assert files.get('assets/worker.ts.js') == 'work'
    assert files.get('assets/main.ts.css') == 'b {}'


async def test_imports_of_computed_paths_are_a_choice() -> None:
    _world, files = await built(
        [
            ['/p/index.html', '<script type="module" src="/m.ts"></script>'],
            ['/p/m.ts', 'import(`./pages/${name}.ts`); import(name); import(`${x}`)'],
            ['/p/pages/a.ts', 'one'],
            ['/p/pages/b.ts', 'two'],
            ['/p/pages/deep/c.ts', 'three'],
        ]
    )
    bundle = files.get('assets/m.ts.js') or ''
    assert (
        '({"./pages/a.ts":()=>import("./pages/a.ts"),"./pages/b.ts":()=>import("./pages/b.ts")}, `./pages/${name}.ts`)'
        in bundle
    )
    assert 'import(name); import(`${x}`)' in bundle and 'one' in bundle and 'three' not in bundle


def test_side_effects_of_packages() -> None:
    for text, file, expected in [
        ('{"sideEffects": false}', 'a.js', True),
        ('{}', 'a.js', False),
        ('{"sideEffects": ["*.css", "./src/x.js"]}', 'lib/a.css', False),
        ('{"sideEffects": ["*.css", "./src/x.js"]}', 'lib/a.js', True),
        ('{"sideEffects": ["*.css", "./src/x.js"]}', 'src/x.js', False),
    ]:
        resolver = Resolver(MemoryFiles([['/p/node_modules/k/package.json', text]]), '/p', '/none')
        assert resolver.is_pure('/p/node_modules/k/' + file) == expected


async def test_errors_of_a_build() -> None:
    for source, expected in [
        ['import "./absent"', 'Failed to resolve import "./absent" from "src/main.ts"'],
        ['@@', 'Unexpected token'],
        ['new Worker(new URL("./main.ts", import.meta.url))', 'ERR_TERRARIUM_SERVE_WORKER'],
    ]:
        world, files = await built(
            [['/p/index.html', '<script type="module" src="/src/main.ts"></script>'], ['/p/src/main.ts', source]]
        )
        assert files.size == 0
        assert expected in world.edge.lines[-1]
        assert world.core.states.state == 'failed'
    world, files = await built([['/p/a.txt', '']])
    assert 'There is no index.html in /p' in world.edge.lines[-1]


def test_where_new_urls_stand() -> None:
    found = find_new_urls(
        'new URL("./a.png", import.meta.url); new URL(x, import.meta.url); "new URL(\'./b\', import.meta.url)"; new Worker(new URL(`./w.js`, import.meta.url));'
        'new SharedWorker(new URL(\'./s.js\', import.meta.url), { type: "module" }); new URL("./c", base); new URL(`./${x}.js`, import.meta.url)'
    )
    assert [[each.specifier, each.worker] for each in found] == [['./a.png', ''], ['./w.js', 'iife'], ['./s.js', 'esm']]


async def test_a_preview_of_the_build() -> None:
    site = StaticSite(
        MemoryFiles(
            [['/d/index.html', 'page'], ['/d/assets/a.js', 'script'], ['/secret', 'no'], ['/d/about.html', 'about']]
        ),
        '/d',
        '/assets/',
    )

    async def get(target: str, accept: str) -> list[object]:
        answer = await site.answer(Request('GET', target, accept, '', ''))
        return [answer.status, decode(answer.body), answer.is_immutable]

    assert await get('/', 'text/html') == [200, 'page', False]
    assert await get('/deep/link', 'text/html') == [200, 'page', False]
    assert await get('/assets/a.js', '*/*') == [200, 'script', True]
    assert await get('/about', '*/*') == [200, 'about', False]
    assert (await get('/assets/b.js', '*/*'))[0] == 404
    assert (await get('/../secret', '*/*'))[0] == 404
    assert (await get('/%2e%2e/secret', '*/*'))[0] == 404


def test_the_report() -> None:
    assert [kilobytes(size) for size in [0, 4, 5, 999, 1234567]] == [
        '0.00 kB',
        '0.00 kB',
        '0.01 kB',
        '1.00 kB',
        '1234.57 kB',
    ]
    lines = report('dist', Map([['assets/a.js', encode(repeat('x', 2000))], ['index.html', encode('page')]]))
    assert lines[0].startswith('dist/index.html') and lines[1].startswith('dist/assets/a.js') and 'gzip' in lines[1]
