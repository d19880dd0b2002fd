"""Paths and URLs as text. Pure."""

from __future__ import annotations

from runtime_py.devserver.changes import digest_of
from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.maps import Map
from runtime_py.vfs.path_text import normal


def join(folder: str, path: str) -> str:
    return normal(path) if path.startswith('/') else normal(folder + '/' + path)


def folder_of(path: str) -> str:
    at = path.rfind('/')
    return path[0:at] if at > 0 else '/'


def name_of(path: str) -> str:
    return path[path.rfind('/') + 1 :]


def ending_of(path: str) -> str:
    """The extension: `.ts` for `/a/b.d.ts`; '' when there is none."""
    name = name_of(path)
    at = name.rfind('.')
    return name[at:].lower() if at > 0 else ''


def is_inside(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder if folder.endswith('/') else folder + '/')


def relative(folder: str, path: str) -> str:
    """The path relative to a folder, both absolute; begins with `./` or `../`."""
    a = [part for part in folder.split('/') if part != '']
    b = [part for part in path.split('/') if part != '']
    same = 0
    while same < len(a) and same < len(b) and a[same] == b[same]:
        same += 1
    up = ['..' for _ in range(len(a) - same)]
    return ('./' if len(up) == 0 else '') + '/'.join([*up, *b[same:]])


class Url:
    """A path and its query, parsed. `query` keeps the order."""

    def __init__(self, text: str) -> None:
        hash_at = text.find('#')
        whole = text if hash_at < 0 else text[0:hash_at]
        at = whole.find('?')
        self.path = whole if at < 0 else whole[0:at]
        self.query: Map[str, str] = Map()
        for part in ('' if at < 0 else whole[at + 1 :]).split('&'):
            if part != '':
                equals = part.find('=')
                self.query.set(part if equals < 0 else part[0:equals], '' if equals < 0 else part[equals + 1 :])

    def has(self, name: str) -> bool:
        return self.query.has(name)

    def without(self, names: list[str]) -> str:
        parts = [key if value == '' else f'{key}={value}' for key, value in self.query.entries() if key not in names]
        return self.path + ('?' + '&'.join(parts) if len(parts) > 0 else '')


def decode_percent(text: str) -> str:
    """Decodes a path; invalid escapes stay. Raises nothing."""
    if '%' not in text:
        return text
    from_bytes: list[int] = []
    out: list[str] = []
    at = 0
    while at < len(text):
        digits = text[at + 1 : at + 3]
        if text[at] == '%' and len(digits) == 2 and all([digit in '0123456789abcdefABCDEF' for digit in digits]):
            from_bytes.append(_hex(digits))
            at += 3
            continue
        _flush(from_bytes, out)
        out.append(text[at])
        at += 1
    _flush(from_bytes, out)
    return ''.join(out)


def _hex(digits: str) -> int:
    return '0123456789abcdef'.find(digits[0].lower()) * 16 + '0123456789abcdef'.find(digits[1].lower())


def _flush(waiting: list[int], out: list[str]) -> None:
    if len(waiting) > 0:
        data = alloc(len(waiting))
        for i in range(len(waiting)):
            data[i] = waiting[i]
        out.append(decode(data))
        waiting.clear()


def encode_path(path: str) -> str:
    """Encodes the characters that would end a path or a string in an import."""
    return path.replace('%', '%25').replace('?', '%3F').replace('#', '%23').replace(' ', '%20').replace('"', '%22')


def folder_of_project(folder: str, root: str) -> str:
    """The subfolder of `folder` that is reserved for one project."""
    return f'{folder}/{digest_of(encode(root))[0:16]}'
