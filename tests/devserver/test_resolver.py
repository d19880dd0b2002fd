"""Specifiers lead to files."""

from __future__ import annotations

from runtime_py.devserver.resolver import Resolver
from tests.devserver.devserver_support import MemoryFiles


def test_where_imported_sheets_are() -> None:
    resolver = Resolver(
        MemoryFiles(
            [
                ['/p/src/a.css', ''],
                ['/p/top.css', ''],
                ['/p/node_modules/n/package.json', '{"style": "main.css"}'],
                ['/p/node_modules/n/main.css', ''],
                ['/p/node_modules/n/deep/x.css', ''],
                ['/p/node_modules/@s/k/package.json', '{"exports": {".": {"style": "./s.css", "default": "./k.js"}}}'],
                ['/p/node_modules/@s/k/s.css', ''],
                ['/p/node_modules/@s/k/k.js', ''],
            ]
        ),
        '/p',
        '/none',
    )
    found = [
        resolver.sheet(name, '/p/src/b.css', '/p')
        for name in ['./a.css', 'a.css', '/top.css', 'n', 'n/deep/x.css', '~n/deep/x', '@s/k', './absent.css', 'absent']
    ]
    assert found == [
        '/p/src/a.css',
        '/p/src/a.css',
        '/p/top.css',
        '/p/node_modules/n/main.css',
        '/p/node_modules/n/deep/x.css',
        '/p/node_modules/n/deep/x.css',
        '/p/node_modules/@s/k/s.css',
        None,
        None,
    ]
