"""File changes, bundling and failing requests at the same time: each has its turn, and nothing is lost."""

from __future__ import annotations

from runtime_py.devserver.states import FAILED, HOT_RELOAD, INCREMENTAL_BUILD, OPTIMISING, STOPPED, WATCHING
from runtime_py.platform.bytes import decode
from runtime_py.platform.futures import Future, gather
from tests.devserver.devserver_support import World, get

FILES = [
    ['/p/index.html', '<script type="module" src="/main.ts"></script>'],
    ['/p/main.ts', 'import "./a"; import.meta.hot.accept("./a", f)'],
    ['/p/a.ts', '1'],
    ['/p/late.ts', 'import "react"'],
    ['/p/broken.ts', '@@'],
    ['/p/node_modules/react/package.json', '{"name": "react", "main": "index.js"}'],
    ['/p/node_modules/react/index.js', '1'],
]


def last_type(world: World) -> str:
    return world.edge.sent[-1].get('type') if len(world.edge.sent) > 0 else ''


async def running() -> World:
    world = World(FILES)
    await world.begin()
    await get(world, '/main.ts')
    await get(world, '/a.ts')
    world.transformers.bundling = Future()
    return world


async def bundling(world: World) -> None:
    """Waits until the bundle has begun, which a request for late.ts needs."""
    held = world.transformers.bundling
    assert held is not None
    await held.wait()


async def test_a_change_waits_until_dependencies_are_bundled() -> None:
    world = await running()

    async def look() -> None:
        await bundling(world)
        assert world.core.states.state == OPTIMISING
        assert world.edge.sent == []
        world.transformers.release.resolve(True)

    async def change() -> None:
        await bundling(world)
        await world.change('/p/a.ts', '2')

    await gather([get(world, '/late.ts'), change(), look()])
    assert last_type(world) == 'update'
    assert world.core.states.state == HOT_RELOAD


async def test_two_batches_of_changes_are_built_one_after_the_other() -> None:
    world = await running()
    states: list[str] = []

    async def look() -> None:
        await bundling(world)
        world.transformers.release.resolve(True)

    await gather(
        [get(world, '/late.ts'), world.change('/p/a.ts', '2'), world.change('/p/main.ts', 'import "./a"; 3'), look()]
    )
    for status in world.edge.statuses:
        if status.get('event') == 'state':
            states.append(status.get('state'))
    builds = [number for number, state in enumerate(states) if state == INCREMENTAL_BUILD]
    assert len(builds) == 2
    assert HOT_RELOAD in states[builds[0] : builds[1]]


async def test_bundling_that_a_build_needs_is_a_part_of_it() -> None:
    world = await running()

    async def look() -> None:
        await bundling(world)
        assert world.core.states.state == INCREMENTAL_BUILD
        world.transformers.release.resolve(True)

    await gather([world.change('/p/a.ts', 'import "react"'), look()])
    assert world.core.states.state == HOT_RELOAD


async def test_bundling_that_outlasts_a_build_has_its_state_after_it() -> None:
    world = await running()
    world.edge.clients = 0

    async def request() -> None:
        await world.transformers.transforming.wait()
        await get(world, '/late.ts')

    async def look() -> None:
        await bundling(world)
        assert world.core.states.state == INCREMENTAL_BUILD
        world.transformers.release_script.resolve(True)

    async def change() -> None:
        await world.change('/p/a.ts', '~~')
        assert world.core.states.state == OPTIMISING
        world.transformers.release.resolve(True)

    await gather([change(), request(), look()])
    assert world.core.states.state == WATCHING


async def test_a_request_that_fails_does_not_end_a_build() -> None:
    world = await running()

    async def request() -> None:
        await bundling(world)
        assert (await get(world, '/broken.ts')).status == 500
        assert world.core.states.state == INCREMENTAL_BUILD
        world.transformers.release.resolve(True)

    await gather([world.change('/p/a.ts', 'import "react"'), request()])
    assert world.core.states.state == HOT_RELOAD


async def test_a_request_that_fails_is_a_failure_and_not_forgotten_by_bundling() -> None:
    world = await running()

    async def look() -> None:
        await bundling(world)
        assert (await get(world, '/broken.ts')).status == 500
        assert world.core.states.state == OPTIMISING
        world.transformers.release.resolve(True)

    await gather([get(world, '/late.ts'), look()])
    assert world.core.states.state == FAILED
    await world.change('/p/broken.ts', '1')
    assert last_type(world) == 'full-reload'


async def test_a_request_fails_while_nothing_is_done() -> None:
    world = await running()
    assert (await get(world, '/broken.ts')).status == 500
    assert world.core.states.state == FAILED


async def test_a_transformer_that_can_not_be_loaded_is_told_and_tried_again() -> None:
    world = await running()
    await world.change('/p/a.ts', '!!')
    assert last_type(world) == 'error'
    assert 'can not be loaded' in world.edge.lines[-1]
    assert world.core.states.state == FAILED
    await world.change('/p/a.ts', '4')
    assert last_type(world) in ['update', 'full-reload']
    assert decode((await get(world, '/a.ts')).body).startswith('4')


async def test_a_change_after_the_end_is_nobody_s() -> None:
    world = await running()

    async def stop() -> None:
        await bundling(world)
        world.core.states.on('stop')
        world.transformers.release.resolve(True)

    async def change() -> None:
        await bundling(world)
        await world.change('/p/a.ts', '2')

    await gather([get(world, '/late.ts'), change(), stop()])
    await world.change('/p/a.ts', '3')
    assert world.core.states.state == STOPPED
    assert world.edge.sent == []
