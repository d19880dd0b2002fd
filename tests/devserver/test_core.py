"""From requests and changed files to answers and messages, without any I/O."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from tests.devserver.devserver_support import PAGE, SMALL, World, get, text


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
