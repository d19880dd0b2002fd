"""What `serve --build` prints of its files: name, size, and the size that a host sends. Pure."""
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
    """A line for each file, the page first, then by size."""
    rows = [[name, len(content)] for name, content in files.entries()]
    rows.sort(key=lambda row: (0 if str(row[0]).endswith('.html') else 1) * 1e12 + int(row[1]))
    widest = max([len(str(row[0])) for row in rows]) if len(rows) > 0 else 0
    lines: list[str] = []
    for name, size in rows:
        content = files.get(str(name))
        packed = ''
        if content is not None and is_text(str(name)):
            packed = f' │ gzip: {pad_left(kilobytes(len(gzip(content, LEVEL))), 10, " ")}'
        lines.append(f'{folder}/{str(name).ljust(widest)}  {pad_left(kilobytes(int(size)), 10, " ")}{packed}')
    return lines


def is_text(name: str) -> bool:
    kind = content_type(name)
    return kind.startswith('text/') or kind in ['application/json', 'image/svg+xml', 'application/manifest+json']
