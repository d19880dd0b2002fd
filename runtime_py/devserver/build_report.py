"""The list of files that `serve --build` prints: name, size, and compressed size. Pure."""

from __future__ import annotations

from runtime_py.devserver.kinds import content_type
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.compress import gzip
from runtime_py.platform.maps import Map
from runtime_py.platform.text import pad_left

LEVEL = 6


def kilobytes(size: int) -> str:
    hundredths = (size + 5) // 10
    return f'{hundredths // 100}.{pad_left(str(hundredths % 100), 2, "0")} kB'


def report(folder: str, files: Map[str, Bytes]) -> list[str]:
    """One line per file, the page first, then by size."""
    names = sorted(
        list(files.keys()), key=lambda name: (0 if name.endswith('.html') else 1) * 1e12 + size_of(files, name)
    )
    widest = max([len(name) for name in names]) if len(names) > 0 else 0
    lines: list[str] = []
    for name in names:
        content = files.get(name)
        packed = ''
        if content is not None and is_text(name):
            packed = f' │ gzip: {pad_left(kilobytes(len(gzip(content, LEVEL))), 10, " ")}'
        lines.append(f'{folder}/{name.ljust(widest)}  {pad_left(kilobytes(size_of(files, name)), 10, " ")}{packed}')
    return lines


def size_of(files: Map[str, Bytes], name: str) -> int:
    content = files.get(name)
    return 0 if content is None else len(content)


def is_text(name: str) -> bool:
    kind = content_type(name)
    return kind.startswith('text/') or kind in ['application/json', 'image/svg+xml', 'application/manifest+json']
