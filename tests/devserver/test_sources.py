"""Sources become JavaScript and CSS: the right compiler, and no work twice."""

from __future__ import annotations

from runtime_py.devserver.transform_cache import TransformCache
from runtime_py.platform.bytes import decode
from tests.devserver.devserver_support import PAGE, SMALL, World, get, text


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
