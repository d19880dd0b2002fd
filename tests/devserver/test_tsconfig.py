"""What tsconfig.json says about sources."""

from __future__ import annotations

from runtime_py.devserver.tsconfig import CompilerOptions, parse_loose, path_targets, read_options
from runtime_py.platform.maps import Map


def options_of(texts: list[list[str]]) -> CompilerOptions:
    files: Map[str, str] = Map()
    for path, text in texts:
        files.set(path, text)
    return read_options('/p', lambda path: files.get(path))


def test_comments_and_last_commas() -> None:
    value = parse_loose('{ // one\n"a": "x // y", /* two , } */ "b": [1, 2, /* three */ ],\n}')
    assert value is not None
    assert [value.get('a'), value.get('b')] == ['x // y', [1, 2]]
    assert parse_loose('{') is None


def test_what_is_extended_holds_until_it_is_said_otherwise() -> None:
    found = options_of(
        [
            ['/p/tsconfig.json', '{"extends": "./base", "compilerOptions": {"jsxImportSource": "preact"}}'],
            [
                '/p/base.json',
                '{"extends": "@vue/tsconfig/x.json", "compilerOptions": {"jsxImportSource": "react", "experimentalDecorators": true}}',
            ],
            ['/p/node_modules/@vue/tsconfig/x.json', '{"compilerOptions": {"verbatimModuleSyntax": true}}'],
        ]
    )
    assert [found.jsx_source, found.legacy_decorators, found.keeps_imports, len(found.files)] == [
        'preact',
        True,
        True,
        3,
    ]


def test_references_lead_to_the_sources() -> None:
    found = options_of(
        [
            [
                '/p/tsconfig.json',
                '{"files": [], "references": [{"path": "./tsconfig.node.json"}, {"path": "./tsconfig.web.json"}]}',
            ],
            ['/p/tsconfig.node.json', '{"compilerOptions": {"jsx": "react"}}'],
            ['/p/tsconfig.web.json', '{"compilerOptions": {"jsx": "preserve"}}'],
        ]
    )
    assert found.jsx == 'preserve'


def test_class_fields_follow_the_target() -> None:
    for text, expected in [
        ['{}', False],
        ['{"target": "ES2020"}', True],
        ['{"target": "es2020", "useDefineForClassFields": true}', False],
        ['{"target": "esnext", "useDefineForClassFields": false}', True],
    ]:
        assert options_of([['/p/tsconfig.json', f'{{"compilerOptions": {text}}}']]).assigns_fields == expected


def test_paths() -> None:
    found = options_of(
        [
            [
                '/p/tsconfig.json',
                '{"compilerOptions": {"baseUrl": "./src", "paths": {"@/*": ["./*", "../shared/*"], "exact": ["one.ts"], "@/deep/*": ["d/*"]}}}',
            ]
        ]
    )
    assert path_targets(found, '@/a/b') == ['/p/src/a/b', '/p/shared/a/b']
    assert path_targets(found, '@/deep/x') == ['/p/src/d/x']
    assert path_targets(found, 'exact') == ['/p/src/one.ts']
    assert path_targets(found, 'react') == []
