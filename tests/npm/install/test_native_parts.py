"""Packages with a part for each platform: which ones lack theirs here, and what may replace it."""

from runtime_py.npm.formats.manifest import platform_problem
from runtime_py.npm.install.native_parts import native_parts, refusal, refusing_command, refusing_part
from runtime_py.npm.install.substitutes import advice, prepares_native_part, substitute_for, unbuilt_part
from runtime_py.platform.bytes import encode
from runtime_py.platform.json import parse
from runtime_py.platform.native_refusals import refusal_file, refusal_in
from tests.npm.tree.made_registry_support import build, text

NATIVE = '"os": ["linux"], "cpu": ["x64"], "libc": ["glibc"]'


def platforms(name_of_all, *names):
    return text(
        name_of_all, '1.2.0', '"optionalDependencies": {' + ', '.join([f'"{name}": "1.2.0"' for name in names]) + '}'
    )


async def parts(shelf, wanted='tool'):
    root = await build(f'{{"name": "app", "dependencies": {{"{wanted}": "*"}}}}', shelf)
    for node in root.inventory.values():
        node.inert = node.optional and platform_problem(node.manifest, True) != ''
    return [
        [node.name, part.missing, [build.name for build in part.builds]] for node, part in native_parts(root).entries()
    ]


async def test_a_package_whose_platforms_are_all_others():
    shelf = [
        platforms('tool', '@tool/linux-x64-gnu', '@tool/darwin-arm64'),
        text('@tool/linux-x64-gnu', '1.2.0', NATIVE),
        text('@tool/darwin-arm64', '1.2.0', '"os": ["darwin"], "cpu": ["arm64"]'),
    ]
    assert await parts(shelf) == [['tool', '@tool/linux-x64-gnu', ['@tool/wasm32-wasi', '@tool/wasm32-wasip1']]]


async def test_a_build_for_this_machine():
    shelf = [
        platforms('tool', '@tool/linux-x64-gnu', '@tool/wasm32-wasi'),
        text('@tool/linux-x64-gnu', '1.2.0', NATIVE),
        text('@tool/wasm32-wasi', '1.2.0', '"cpu": ["wasm32"]'),
    ]
    assert await parts(shelf) == []


async def test_what_is_missing_natively_too():
    shelf = [platforms('tool', 'fsevents'), text('fsevents', '1.2.0', '"os": ["darwin"]')]
    assert await parts(shelf) == []


async def test_a_scope_and_a_name_that_are_one_name():
    shelf = [
        platforms('unrs-tool', '@unrs/tool-binding-linux-x64-gnu'),
        text('@unrs/tool-binding-linux-x64-gnu', '1.2.0', NATIVE),
    ]
    assert await parts(shelf, 'unrs-tool') == [
        [
            'unrs-tool',
            '@unrs/tool-binding-linux-x64-gnu',
            ['@unrs/tool-binding-wasm32-wasi', '@unrs/tool-binding-wasm32-wasip1'],
        ]
    ]


async def test_parts_named_by_the_start_of_the_name():
    shelf = [platforms('tool-ai', 'tool-linux-x64'), text('tool-linux-x64', '1.2.0', NATIVE)]
    assert await parts(shelf, 'tool-ai') == [['tool-ai', 'tool-linux-x64', ['tool-wasm32-wasi', 'tool-wasm32-wasip1']]]
    shelf = [platforms('my-tool', 'my-pty-linux-x64'), text('my-pty-linux-x64', '1.2.0', NATIVE)]
    assert await parts(shelf, 'my-tool') == []


async def test_parts_of_another_package():
    shelf = [platforms('tool', '@other/pty-linux-x64'), text('@other/pty-linux-x64', '1.2.0', NATIVE)]
    assert await parts(shelf) == []
    shelf = [platforms('tool', 'binding-linux-x64'), text('binding-linux-x64', '1.2.0', NATIVE)]
    assert await parts(shelf) == []


async def test_other_names_have_no_build_to_guess():
    shelf = [platforms('tool', 'tool-linux-x64-glibc'), text('tool-linux-x64-glibc', '1.2.0', NATIVE)]
    assert await parts(shelf) == [['tool', 'tool-linux-x64-glibc', []]]


def test_advice():
    assert advice('@farmfe/core') == 'Try vite or @rsbuild/core instead.'
    assert advice('pagefind') == 'Sites build without their search index: Starlight with `pagefind: false`.'
    assert advice('some-tool') == 'Look for another package in JavaScript or WebAssembly.'


def test_scripts_that_prepare_a_native_part():
    assert prepares_native_part('zeromq', 'install', 'node ./script/install.js')
    assert not prepares_native_part('zeromq', 'postinstall', 'node ./script/thanks.js')
    assert not prepares_native_part('zeromq', 'install', 'node-gyp rebuild')  # ends the install
    assert not prepares_native_part('some-tool', 'install', 'node ./script/install.js')


def test_substitutes_by_version():
    assert substitute_for('typescript', '6.0.3') is None
    for version in ['7.0.2', '7.1.0-dev.1', '7.0.0-beta']:
        found = substitute_for('typescript', version)
        assert found is not None and found.versions == '<7'
    assert substitute_for('esbuild', '0.1.0') is not None
    assert substitute_for('constructor', '1.0.0') is None


def test_an_install_script_that_only_builds():
    assert 'must work without it' in unbuilt_part('bufferutil@4.1.0', 'bufferutil', 'node-gyp-build')
    assert unbuilt_part('classic-level@3.0.0', 'classic-level', 'node-gyp-build').endswith('Try memory-level instead.')


def test_a_command_that_refuses():
    said = refusing_command(refusal('it\'s \\ "odd"\n@1', 'part', 'Try another.'), 'bin/tool')
    assert said.startswith('#!/usr/bin/env node\nconsole.error("it\'s \\\\ \\"odd\\"\\n@1 is native code (part)')
    assert said.endswith('Try another.")\nprocess.exitCode = 1\n')


def test_a_command_that_refuses_has_the_text_of_its_name():
    for path in ['bin/tool.js', './tool.mjs', 'cli.cjs', 'bin.d/tool']:
        assert refusing_command('No.', path).startswith('#!/usr/bin/env node\n'), path
    assert refusing_command("It can't \\n.", './bin/tool.exe') == (
        "#!/bin/sh\nprintf '%s\\n' 'It can'\\''t \\n.' >&2\nexit 1\n"
    )


def test_what_stands_in_a_part_place_says_why():
    assert parse(refusing_part('@a/linux-x64-gnu')).get('main') == 'refusal.node'
    assert refusal_in(refusal_file("a@1 can't run here, naïvely")) == "a@1 can't run here, naïvely"
    assert refusal_in(encode('')) == ''
    assert refusal_in(encode('TERRARIUM CANNOT')) == ''
    assert refusal_in(encode('a longer text without that first line in it')) == ''
