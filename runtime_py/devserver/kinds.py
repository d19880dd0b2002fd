"""Kinds of files by extension, and their media types. Pure."""

from __future__ import annotations

from runtime_py.devserver.paths import ending_of
from runtime_py.platform.maps import Map

SCRIPTS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.jsx', '.tsx']
TRANSFORMED = ['.ts', '.mts', '.cts', '.jsx', '.tsx']
COMPONENTS = ['.vue', '.svelte']
STYLES = ['.css', '.pcss', '.postcss', '.scss', '.sass', '.less']
UNSUPPORTED_STYLES = ['.styl', '.stylus', '.sss']
# extension -> the package that compiles it to CSS
PREPROCESSED: Map[str, str] = Map([['.scss', 'sass'], ['.sass', 'sass'], ['.less', 'less']])

_TYPES: Map[str, str] = Map(
    [
        ['.html', 'text/html; charset=utf-8'],
        ['.css', 'text/css; charset=utf-8'],
        ['.js', 'text/javascript; charset=utf-8'],
        ['.mjs', 'text/javascript; charset=utf-8'],
        ['.cjs', 'text/javascript; charset=utf-8'],
        ['.json', 'application/json'],
        ['.map', 'application/json'],
        ['.webmanifest', 'application/manifest+json'],
        ['.svg', 'image/svg+xml'],
        ['.png', 'image/png'],
        ['.apng', 'image/apng'],
        ['.jpg', 'image/jpeg'],
        ['.jpeg', 'image/jpeg'],
        ['.jfif', 'image/jpeg'],
        ['.gif', 'image/gif'],
        ['.webp', 'image/webp'],
        ['.avif', 'image/avif'],
        ['.ico', 'image/x-icon'],
        ['.bmp', 'image/bmp'],
        ['.cur', 'image/x-icon'],
        ['.woff', 'font/woff'],
        ['.woff2', 'font/woff2'],
        ['.ttf', 'font/ttf'],
        ['.otf', 'font/otf'],
        ['.eot', 'application/vnd.ms-fontobject'],
        ['.mp3', 'audio/mpeg'],
        ['.wav', 'audio/wav'],
        ['.ogg', 'audio/ogg'],
        ['.flac', 'audio/flac'],
        ['.aac', 'audio/aac'],
        ['.opus', 'audio/ogg'],
        ['.m4a', 'audio/mp4'],
        ['.mp4', 'video/mp4'],
        ['.webm', 'video/webm'],
        ['.mov', 'video/quicktime'],
        ['.vtt', 'text/vtt'],
        ['.wasm', 'application/wasm'],
        ['.pdf', 'application/pdf'],
        ['.txt', 'text/plain; charset=utf-8'],
        ['.md', 'text/markdown; charset=utf-8'],
        ['.xml', 'text/xml; charset=utf-8'],
    ]
)


def content_type(path: str) -> str:
    return _TYPES.get(ending_of(path)) or 'application/octet-stream'


def is_script(path: str) -> bool:
    return ending_of(path) in SCRIPTS or ending_of(path) in COMPONENTS


def is_component(path: str) -> bool:
    return ending_of(path) in COMPONENTS


def is_style(path: str) -> bool:
    return ending_of(path) in STYLES


def is_css_module(path: str) -> bool:
    return is_style(path) and path[0 : -len(ending_of(path))].endswith('.module')


def is_rune_module(path: str) -> bool:
    """Whether it is a script that Svelte compiles."""
    return path.endswith('.svelte.js') or path.endswith('.svelte.ts')


def is_data(path: str) -> bool:
    return ending_of(path) == '.json'
