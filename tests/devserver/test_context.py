"""What the parts of the dev server share: configuration, URLs and files."""

from __future__ import annotations

from runtime_py.devserver.context import Context
from runtime_py.devserver.settings import parse_command_line
from tests.devserver.devserver_support import MemoryFiles, PlainTransformers


def context_of(texts: list[list[str]], words: list[str] | None = None, root: str = '/p') -> Context:
    settings = parse_command_line(words or [])
    return Context(MemoryFiles(texts), PlainTransformers(), root, settings, '/cache', '/cache/packages')


async def test_later_env_files_win_and_only_vite_names_reach_pages() -> None:
    texts = [
        ['/p/.env', 'VITE_A=1\nVITE_B=1\nSECRET=s'],
        ['/p/.env.local', 'VITE_B=2\nVITE_C=$VITE_A$VITE_B'],
        ['/p/.env.production', 'VITE_A=3'],
    ]
    found = context_of(texts)
    assert [found.env.get(name) for name in ['VITE_A', 'VITE_B', 'VITE_C', 'SECRET']] == ['1', '2', '12', 's']
    assert found.page_values.get('VITE_C') == '12'
    assert [found.page_values.get(name) for name in ['SECRET', 'MODE', 'DEV', 'PROD']] == [
        None,
        'development',
        True,
        False,
    ]
    built = context_of(texts, ['--build'])
    assert [built.page_values.get(name) for name in ['VITE_A', 'MODE', 'DEV', 'PROD']] == [
        '3',
        'production',
        False,
        True,
    ]


async def test_the_library_that_jsx_is_compiled_for() -> None:
    for description, options, expected in [
        ['{}', '{}', 'react'],
        ['{"dependencies": {"vue": "3"}}', '{}', 'vue'],
        ['{"devDependencies": {"preact": "10"}}', '{}', 'preact'],
        ['{"dependencies": {"preact": "10", "react": "19"}}', '{}', 'react'],
        ['{"dependencies": {"react": "19"}}', '{"compilerOptions": {"jsxImportSource": "other"}}', 'other'],
    ]:
        found = context_of([['/p/package.json', description], ['/p/tsconfig.json', options]])
        assert found.jsx_source == expected


async def test_react_in_a_project_of_preact() -> None:
    alone = context_of([['/p/package.json', '{"dependencies": {"preact": "10"}}']])
    assert alone.resolver.renamed('react-dom/client') == 'preact/compat/client'
    both = context_of([['/p/package.json', '{"dependencies": {"react": "19"}, "peerDependencies": {"preact": "10"}}']])
    assert both.resolver.renamed('react-dom/client') == 'react-dom/client'


async def test_who_has_fast_refresh() -> None:
    preact = ['/p/package.json', '{"dependencies": {"preact": "10"}}']
    prefresh = [[f'/p/node_modules/@prefresh/{name}/package.json', '{}'] for name in ['core', 'utils']]
    assert context_of([]).has_refresh()
    assert not context_of([], ['--no-hmr']).has_refresh()
    assert not context_of([], ['--build']).has_refresh()
    assert not context_of([preact]).has_refresh()
    assert not context_of([preact, prefresh[0]]).has_refresh()
    assert context_of([preact, *prefresh]).has_refresh()


async def test_dependencies_of_every_kind() -> None:
    found = context_of(
        [
            [
                '/p/package.json',
                '{"dependencies": {"a": "1"}, "devDependencies": {"b": "2", "a": "9"}, "peerDependencies": {"c": "3"}, "x": 1}',
            ]
        ]
    )
    assert [found.wanted().get(name) for name in ['a', 'b', 'c']] == ['1', '2', '3']
    assert found.wanted_by_pages() == ['a']
    for text in ['{"dependencies": ["a"]}', '[]', '']:
        broken = context_of([['/p/package.json', text]])
        assert [broken.wanted().size, broken.wanted_by_pages()] == [0, []]


async def test_aliases_of_tsconfig() -> None:
    found = context_of(
        [
            [
                '/p/tsconfig.json',
                '{"compilerOptions": {"paths": {"@/*": ["./src/*"], "m": ["./node_modules/m/i.js"]}}}',
            ],
            ['/p/src/a.ts', ''],
            ['/p/node_modules/m/i.js', ''],
        ]
    )
    assert [found.aliased(name) for name in ['@/a', '@/absent', 'm', 'a']] == ['/p/src/a.ts', None, None, None]
    assert [found.alias_of_pattern(name) for name in ['@/pages/*.ts', './x/*']] == ['/p/src/pages/*.ts', '']


async def test_urls_and_files() -> None:
    found = context_of([])
    for file, url in [['/p/a.ts', '/a.ts'], ['/p/d/b', '/d/b'], ['/q/a.ts', '/@fs/q/a.ts'], ['/pq/a', '/@fs/pq/a']]:
        assert found.url_of(file) == url
        assert found.file_of(url) == file
    assert context_of([], [], '/').url_of('/a.ts') == '/a.ts'
