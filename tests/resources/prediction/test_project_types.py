"""Types of projects, from package.json and the names in the folder."""

from runtime_py.platform.json import stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.text import repeat
from runtime_py.resources.prediction.project_types import MOST_BYTES, project_of


def needs(*names: str) -> str:
    return stringify(Map([['dependencies', Map([[name, '1'] for name in names])]]))


def test_by_packages():
    assert project_of(needs('react', 'vite'), []).type == 'vite'
    assert project_of(needs('next', 'react'), []).type == 'next'
    assert project_of(needs('express'), []).type == 'express'
    assert project_of(needs('fastify', 'vite'), []).type == 'vite'
    assert project_of(needs('astro', 'vite'), []).type == 'astro'
    assert project_of(needs('chalk'), []).type == 'node'


def test_by_names():
    assert project_of('{}', ['vite.config.ts']).type == 'vite'
    assert project_of('{}', ['pnpm-workspace.yaml']).type == 'monorepo'
    assert project_of('', ['index.html']).type == 'static'
    assert project_of('', []).type == 'plain'


def test_published_packages_and_workspaces():
    assert project_of('{"exports": "./a.js"}', []).type == 'library'
    assert project_of('{"exports": "./a.js", "private": true}', []).type == 'node'
    assert project_of('{"module": "./a.js", "devDependencies": {"vite": "1"}}', []).type == 'library'
    assert project_of('{"workspaces": ["a"], "dependencies": {"next": "1"}}', []).type == 'monorepo'


def test_hostile_files():
    for text in ['{', '[]', 'null', '"a"', '{"scripts": 5, "dependencies": []}', repeat(' ', MOST_BYTES + 1)]:
        found = project_of(text, [])
        assert found.type == 'node'
        assert found.scripts == [] and found.dependencies == []
    assert project_of('{"scripts": {"__proto__": "a", "constructor": "b"}}', []).scripts == ['__proto__', 'constructor']
