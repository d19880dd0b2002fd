"""Sheets of a project that configures PostCSS. The compilers' process is a fake."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.failures import BuildError
from runtime_py.platform.maps import Map
from tests.devserver.devserver_support import World, text

PACKAGE = ['/p/node_modules/postcss/package.json', '{"name": "postcss", "version": "8.5.0"}']
FILES = [
    ['/p/index.html', '<script type="module" src="/main.js"></script>'],
    ['/p/main.js', 'import "./app.css"'],
    ['/p/view.js', '1'],
    ['/p/app.css', 'a { top: 0 }'],
    ['/p/postcss.config.js', 'module.exports = {plugins: []}'],
    PACKAGE,
]


class Compiler:
    """Doubles a sheet, which depends on /p/view.js; a `%` in it is an error in line 1."""

    def __init__(self) -> None:
        self.asked: list[Map] = []

    async def compile(self, request: Map) -> Map:
        self.asked.append(request)
        source = str(request.get('source'))
        if '%' in source:
            raise BuildError('postcss', 'Unknown word', str(request.get('file')), 1, source.find('%'), '')
        return Map([['code', source + ' ' + source], ['files', ['/p/view.js']]])


async def world_of(files: list[list[str]]) -> World:
    world = World(files)
    world.transformers.compiler = Compiler()
    await world.begin()
    for target in ['/main.js', '/app.css']:
        await text(world, target)
    return world


def without(path: str) -> list[list[str]]:
    return [each for each in FILES if each[0] != path]


def updates_of(world: World) -> list[Any]:
    return [update.get('path') for update in world.edge.sent[-1].get('updates')]


async def test_a_sheet_goes_through_the_plugins_once_per_version() -> None:
    world = await world_of(FILES)
    assert 'a { top: 0 } a { top: 0 }' in await text(world, '/app.css')
    asked = world.transformers.compiler.asked
    assert len(asked) == 1 and asked[0].get('config') == '/p/postcss.config.js'
    await world.change('/p/app.css', 'b { top: 1 }')
    assert updates_of(world) == ['/app.css']
    assert 'b { top: 1 } b { top: 1 }' in await text(world, '/app.css')
    assert len(asked) == 2


async def test_a_file_that_a_plugin_read_changes_the_sheet() -> None:
    world = await world_of(FILES)
    await world.change('/p/view.js', '2')
    assert world.edge.sent[-1].get('type') == 'full-reload'  # as Vite: pages may show it otherwise
    await text(world, '/app.css')
    assert len(world.transformers.compiler.asked) == 2


async def test_a_module_that_a_plugin_read_is_updated_with_the_sheet() -> None:
    world = await world_of(
        [
            *without('/p/view.js'),
            ['/p/view.js', 'import "./part.js"; import.meta.hot.accept()'],
            ['/p/part.js', '1'],
            ['/p/main2.js', 'import "./view.js"'],
            [
                '/p/index.html',
                '<script type="module" src="/main.js"></script><script type="module" src="/main2.js"></script>',
            ],
        ]
    )
    for target in ['/main2.js', '/view.js', '/part.js']:
        await text(world, target)
    await world.change('/p/view.js', 'import "./part.js"; import.meta.hot.accept(); 2')
    assert sorted(updates_of(world)) == ['/app.css', '/view.js']
    await world.change('/p/part.js', '2')
    assert updates_of(world) == ['/view.js']


async def test_an_imported_sheet_changes_its_importer() -> None:
    world = await world_of([*without('/p/app.css'), ['/p/app.css', '@import b.css\na {}'], ['/p/b.css', 'b {}']])
    await world.change('/p/b.css', 'b { top: 1 }')
    assert updates_of(world) == ['/app.css']


async def test_a_changed_configuration_is_used() -> None:
    world = await world_of(FILES)
    await world.change('/p/postcss.config.js', 'module.exports = {plugins: [other]}')
    assert world.edge.sent[-1].get('type') == 'full-reload'
    await text(world, '/app.css')
    asked = world.transformers.compiler.asked
    assert len(asked) == 2 and asked[0].get('stamp') != asked[1].get('stamp')


async def test_a_configuration_that_begins_later_is_used() -> None:
    world = await world_of(without('/p/postcss.config.js'))
    assert len(world.transformers.compiler.asked) == 0
    await world.change('/p/.postcssrc.json', '{"plugins": {"x": {}}}')
    assert 'a { top: 0 } a { top: 0 }' in await text(world, '/app.css')
    assert world.transformers.compiler.asked[0].get('inline') == '{"plugins":{"x":{}}}'


async def test_the_member_of_package_json_counts() -> None:
    world = await world_of([*FILES, ['/p/package.json', '{"postcss": {"plugins": {"y": true}}}']])
    assert world.transformers.compiler.asked[0].get('inline') == '{"plugins":{"y":true}}'


async def test_errors_have_their_place() -> None:
    world = await world_of(FILES)
    await world.change('/p/app.css', 'a { % }')
    error = world.edge.sent[-1].get('err')
    assert error.get('plugin') == 'postcss' and error.get('loc').get('line') == 1
    assert 'a { % }' in error.get('frame')
    await world.change('/p/app.css', 'c { top: 2 }')
    assert 'c { top: 2 } c { top: 2 }' in await text(world, '/app.css')


async def test_what_is_missing_is_named() -> None:
    world = await world_of(without('/p/node_modules/postcss/package.json'))
    assert 'npm install -D postcss' in world.edge.sent[-1].get('err').get('message')
    world = await world_of([*without('/p/postcss.config.js'), ['/p/.postcssrc', 'plugins:\n']])
    assert 'must be JSON' in world.edge.sent[-1].get('err').get('message')
