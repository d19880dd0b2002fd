"""Dependencies: bundled once, fetched when they are missing, bundled again when other versions are wanted."""

from __future__ import annotations

from tests.devserver.devserver_support import PAGE, World, get, text


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
