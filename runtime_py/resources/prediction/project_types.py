"""The type of a project, told from its package.json and the names in its folder. The table is data: the first row that
fits applies.

Must not know where files come from."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map

MONOREPO = 'monorepo'
NEXT = 'next'
VITE = 'vite'
EXPRESS = 'express'
LIBRARY = 'library'
NODE = 'node'
STATIC = 'static'
PLAIN = 'plain'
MOST_SCRIPTS = 40
MOST_BYTES = 262144


class Row:
    """A project is of this type when it depends on one of `packages` or has one of `names` in its folder."""

    def __init__(self, name: str, packages: list[str], names: list[str]) -> None:
        self.name = name
        self.packages = packages
        self.names = names


_ROWS = [
    Row(MONOREPO, ['lerna', 'turbo', 'nx'], ['pnpm-workspace.yaml', 'lerna.json', 'turbo.json', 'nx.json']),
    Row(NEXT, ['next'], ['next.config.js', 'next.config.mjs', 'next.config.ts']),
    Row('nuxt', ['nuxt'], ['nuxt.config.ts', 'nuxt.config.js']),
    Row('astro', ['astro'], ['astro.config.mjs', 'astro.config.ts']),
    Row('sveltekit', ['@sveltejs/kit'], []),
    Row('remix', ['@remix-run/dev', '@react-router/dev'], []),
    Row('angular', ['@angular/core'], ['angular.json']),
    Row(VITE, ['vite', 'rolldown-vite'], ['vite.config.js', 'vite.config.ts', 'vite.config.mjs']),
    Row('webpack', ['webpack', '@rspack/core', 'parcel', 'react-scripts'], ['webpack.config.js']),
    Row(EXPRESS, ['express', 'fastify', 'koa', 'hono', '@hapi/hapi', '@nestjs/core', 'polka', 'restify'], []),
]
_KINDS_OF_DEPENDENCIES = ['dependencies', 'devDependencies']
_LIBRARY_FIELDS = ['exports', 'module', 'types', 'typings', 'bin']


class Project:
    """`scripts`: names of package.json's scripts; `dependencies`: names of the packages that it asks for itself."""

    def __init__(self, type_name: str, scripts: list[str], dependencies: list[str]) -> None:
        self.type = type_name
        self.scripts = scripts
        self.dependencies = dependencies


def project_of(package_text: str, names: list[str]) -> Project:
    """`package_text` is '' without a package.json; one that can't be read counts as empty."""
    manifest = _manifest(package_text)
    if manifest is None:
        kind = STATIC if 'index.html' in names else PLAIN
        return Project(NODE if package_text != '' else kind, [], [])
    scripts = _keys(manifest.get('scripts'))[:MOST_SCRIPTS]
    needed: list[str] = []
    for field in _KINDS_OF_DEPENDENCIES:
        needed.extend(_keys(manifest.get(field)))
    return Project(_type(manifest, needed, names), scripts, needed)


def _manifest(text: str) -> Map[str, Any] | None:
    if text == '' or len(text) > MOST_BYTES:
        return None
    try:
        found: Any = parse(text)
    except ValueError:
        return None
    return found if isinstance(found, Map) else None


def _keys(value: Any) -> list[str]:
    return [key for key in value.keys()] if isinstance(value, Map) else []


def _type(manifest: Map[str, Any], needed: list[str], names: list[str]) -> str:
    if manifest.has('workspaces'):
        return MONOREPO
    for row in _ROWS:
        if any([name in needed for name in row.packages]) or any([name in names for name in row.names]):
            # a library that is built or shown with Vite is published nevertheless
            return LIBRARY if row.name == VITE and _is_published(manifest) else row.name
    return LIBRARY if _is_published(manifest) else NODE


def _is_published(manifest: Map[str, Any]) -> bool:
    return manifest.get('private') is not True and any([manifest.has(field) for field in _LIBRARY_FIELDS])
