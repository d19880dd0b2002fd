"""Kinds of files by extension."""

from __future__ import annotations

from runtime_py.devserver.kinds import (
    content_type,
    is_component,
    is_css_module,
    is_data,
    is_rune_module,
    is_script,
    is_style,
)


def test_media_types() -> None:
    paths = ['/index.html', '/A.PNG', '/a.min.js', '/a.wasm', '/none', '/.js', '/a.unknown']
    assert [content_type(path) for path in paths] == [
        'text/html; charset=utf-8',
        'image/png',
        'text/javascript; charset=utf-8',
        'application/wasm',
        'application/octet-stream',
        'application/octet-stream',
        'application/octet-stream',
    ]


def test_kinds() -> None:
    assert is_script('a.tsx') and is_script('a.vue') and not is_script('a.json') and is_data('a.json')
    assert is_component('a.svelte') and not is_component('a.svelte.ts') and is_rune_module('a.svelte.ts')
    assert is_style('a.SCSS') and is_css_module('a.module.css') and not is_css_module('module.css')
    assert not is_css_module('a.module.js')
