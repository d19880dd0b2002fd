"""The crawl finds all dependencies before the first request, so that they are bundled once."""

from __future__ import annotations

from tests.devserver.devserver_support import World


def installed(name: str, more: str = '') -> list[list[str]]:
    folder = f'/p/node_modules/{name}'
    return [
        [f'{folder}/package.json', f'{{"name": "{name}", "main": "index.js"}}'],
        [f'{folder}/index.js', 'import "inside"' + more],
    ]


async def bundles_of(page: str, texts: list[list[str]]) -> list[str]:
    """The entries of each bundle that the crawl made."""
    world = World([['/p/index.html', page], *texts])
    await world.begin()
    return world.transformers.bundles


MAIN = '<script type="module" src="./main.ts"></script>'


async def test_imports_of_imports() -> None:
    found = await bundles_of(
        MAIN,
        [
            ['/p/main.ts', 'import "a"; import "./x"; export * from "/y"'],
            ['/p/x.ts', 'import "b"; import "./main"; const c = () => import("c")'],
            ['/p/y/index.ts', 'import "a"'],
            *installed('a'),
            *installed('b'),
            *installed('c'),
            *installed('inside'),
        ],
    )
    assert [sorted(names.split(' ')) for names in found] == [['a', 'b', 'c']]  # a bundle holds its own imports


async def test_inline_modules_of_pages() -> None:
    page = '<script type="module">import "a"</script><script>import "b"</script>'
    assert await bundles_of(page, [*installed('a'), *installed('b')]) == ['a']


async def test_what_the_crawl_leaves_out() -> None:
    page = MAIN + '<script type="module" src="https://h/x.js"></script><script type="module" src="/absent.js"></script>'
    found = await bundles_of(
        page, [['/p/main.ts', 'import "https://h/y.js"; import "./a.css"; import(name)'], ['/p/a.css', '']]
    )
    assert found == []


async def test_a_source_with_an_error_hides_no_other() -> None:
    texts = [
        ['/p/main.ts', 'import "./broken"; import "./good"'],
        ['/p/broken.ts', 'import "b"; @@'],
        ['/p/good.ts', 'import "a"'],
        *installed('a'),
        *installed('b'),
    ]
    assert await bundles_of(MAIN, texts) == ['a']


async def test_aliases_are_sources() -> None:
    texts = [
        ['/p/tsconfig.json', '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}'],
        ['/p/main.ts', 'import "@/x"'],
        ['/p/src/x.ts', 'import "a"'],
        *installed('a'),
    ]
    assert await bundles_of(MAIN, texts) == ['a']


async def test_jsx_needs_its_runtime() -> None:
    texts = [
        ['/p/main.ts', '$RefreshReg$(1, 2)'],
        ['/p/node_modules/react/package.json', '{"name": "react", "main": "index.js"}'],
        ['/p/node_modules/react/jsx-dev-runtime.js', ''],
    ]
    assert await bundles_of(MAIN, texts) == ['react_jsx-dev-runtime']


async def test_a_page_that_is_not_there() -> None:
    world = World([['/p/main.ts', 'import "a"'], *installed('a')])
    await world.begin()
    assert world.transformers.bundles == []
