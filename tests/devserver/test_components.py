"""Components: joining their parts, and which modules of a component a change affects. The compilers are fakes."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.components import join_vue, style_number
from runtime_py.devserver.failures import BuildError
from runtime_py.devserver.source_map import original_place
from runtime_py.platform.bytes import decode, from_base64
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from tests.devserver.devserver_support import World, text

FILES = [
    ['/p/index.html', '<script type="module" src="/main.js"></script>'],
    ['/p/main.js', 'import App from "./App.vue"'],
    ['/p/App.vue', 'one|two|p {}'],
    ['/p/node_modules/vue/package.json', '{"name": "vue", "version": "3.5.0", "main": "index.js"}'],
    ['/p/node_modules/vue/index.js', '1'],
]


class Compiler:
    """A component is `script|template|sheet`; a `@` in it is an error in line 1."""

    def __init__(self) -> None:
        self.asked: list[Map] = []

    async def compile(self, request: Map) -> Map:
        self.asked.append(request)
        source = str(request.get('source'))
        if '@' in source:
            raise BuildError('vue', 'broken', str(request.get('file')), 1, source.find('@'), '')
        script, template, sheet = source.split('|')
        return Map(
            [
                ['script', f'const _sfc_main = {{ {script}: 1 }};'],
                ['template', f'export function render() {{ return "{template}" }}'],
                ['language', 'js'],
                ['scope', ''],
                ['sheets', [Map([['text', sheet], ['names', None], ['module', '']])]],
                ['files', []],
            ]
        )


async def world_of(files: list[list[str]]) -> World:
    world = World(files)
    world.transformers.compiler = Compiler()
    await world.begin()
    for target in ['/main.js', '/App.vue', '/App.vue?style=0&lang.css']:
        await text(world, target)
    return world


def updates_of(world: World) -> list[str]:
    return [update.get('path') for update in world.edge.sent[-1].get('updates')]


async def test_a_component_is_a_module_with_its_sheets() -> None:
    world = await world_of(FILES)
    served = await text(world, '/App.vue')
    assert 'import "/App.vue?style=0&lang.css"' in served
    assert 'function _sfc_render() { return "two" }' in served
    assert 'import.meta.hot.accept(' in served
    assert '__updateStyle("/App.vue?style=0&lang.css", "p {}")' in await text(world, '/App.vue?style=0&lang.css')


async def test_a_sheet_alone_is_swapped_alone() -> None:
    world = await world_of(FILES)
    await world.change('/p/App.vue', 'one|two|p { top: 0 }')
    assert updates_of(world) == ['/App.vue?style=0&lang.css']
    await world.change('/p/App.vue', 'one|three|p { top: 0 }')
    assert updates_of(world) == ['/App.vue']


async def test_a_change_of_nothing_is_no_update() -> None:
    world = await world_of([*FILES[0:2], ['/p/App.vue', 'one|two|p {}'], *FILES[3:5]])
    await world.change('/p/App.vue', 'one|two|p {}\n')
    await world.change('/p/App.vue', 'one|two|p {}')
    # the sheet has one more line, then one less
    assert [message.get('type') for message in world.edge.sent] == ['update', 'update']


async def test_the_script_s_digest_tells_whether_state_can_be_kept() -> None:
    def digest(script: str, template: str) -> str:
        reply: Any = parse(
            f'{{"script": "{script}", "template": "{template}", "language": "js", "scope": "", "sheets": []}}'
        )
        joined = join_vue(reply, '/p/A.vue', 'id', True, '/A.vue')
        at = joined.find('__serveScript = ')
        return joined[at : joined.find(';', at)]

    assert digest('a', 'b') == digest('a', 'c')
    assert digest('a', 'b') != digest('d', 'b')


async def test_an_error_of_a_component_is_told_and_mended() -> None:
    world = await world_of(FILES)
    await world.change('/p/App.vue', 'one|@|p {}')
    error = world.edge.sent[-1].get('err')
    assert [world.edge.sent[-1].get('type'), error.get('plugin'), error.get('loc').get('column')] == ['error', 'vue', 4]
    assert '|      ^' in error.get('frame')
    assert world.core.states.state == 'failed'
    assert 'broken' in await text(world, '/App.vue')
    await world.change('/p/App.vue', 'one|four|p {}')
    assert updates_of(world) == ['/App.vue']


async def test_what_was_compiled_is_kept_by_the_compiler_s_version() -> None:
    world = await world_of(FILES)
    count = len(world.transformers.compiler.asked)
    await text(world, '/App.vue')
    assert len(world.transformers.compiler.asked) == count == 1
    assert world.transformers.compiler.asked[0].get('folder') == '/p/node_modules/vue'


async def test_a_compiler_that_can_not_be_had_is_named() -> None:
    world = World(FILES[0:3])
    await world.begin()
    answer = await text(world, '/App.vue')
    assert 'needs vue' in answer and 'ERR_TERRARIUM_SERVE_COMPONENT' in answer


async def test_components_of_packages_are_served_as_source() -> None:
    world = World(
        [
            ['/p/index.html', '<script type="module" src="/main.js"></script>'],
            ['/p/main.js', 'import A from "lib/A.svelte"; import {b} from "lib"'],
            [
                '/p/node_modules/lib/package.json',
                '{"name": "lib", "exports": {".": {"svelte": "./index.js"}, "./*": "./*"}}',
            ],
            ['/p/node_modules/lib/index.js', '1'],
            ['/p/node_modules/lib/A.svelte', 'a'],
        ]
    )
    await world.begin()
    served = await text(world, '/main.js')
    assert 'from "/node_modules/lib/A.svelte"' in served and 'from "/@deps/lib.js?v=' in served
    assert world.transformers.bundles == ['lib']


def test_urls_of_sheets() -> None:
    assert [
        style_number(url) for url in ['/App.vue', '/App.vue?style=0&lang.css', '/App.vue?style=12&module&lang.css']
    ] == [-1, 0, 12]


async def test_a_component_has_a_map_to_its_file() -> None:
    class Mapped(Compiler):
        async def compile(self, request: Map) -> Map:
            reply = await super().compile(request)
            reply.set('scriptMappings', 'AAEA')
            reply.set('templateMappings', 'AAUA')
            return reply

    world = World(FILES)
    world.transformers.compiler = Mapped()
    await world.begin()
    served = await text(world, '/App.vue')
    lines = served.split('\n')
    encoded = lines[-2][lines[-2].find('base64,') + 7 :]
    value = parse(decode(from_base64(encoded)))
    assert value.get('sources') == ['/App.vue'] and value.get('sourcesContent') == ['one|two|p {}']
    number = [index for index, line in enumerate(lines) if 'function _sfc_render' in line][0]
    assert original_place(value.get('mappings'), number, 0) == [10, 0]
    assert original_place(value.get('mappings'), 0, lines[0].find('const _sfc_main')) == [2, 0]
