"""What was found out about source texts, kept in files: parsing a bundle of a megabyte takes longer than running it, and tools are run again and again.

An entry is a file in FOLDER, named by a digest of the text: a line of JSON, then text. Folders of other versions of the analysis aren't looked at; a cache
that can't be read or written is none.
Must not know: what is kept."""
from __future__ import annotations

from runtime_py.node.compile_cache import compile_cache
from runtime_py.node.host import current_realm
from runtime_py.platform.bytes import decode, encode

FOLDER = '/home/user/.cache/terrarium'
# of what analyses, by the bundler (toolchain/bundle.py): what another version has found isn't taken
VERSION = globalThis.TERRARIUM_ANALYSIS
WORTH = 256             # characters, of a text without a file. Of a file all are kept, since the parser itself takes long to load
MOST_ENTRIES = 2000
LARGE = 1000000
BLOCK = 8               # characters that the digest takes at once
SOME = 1021


class Entry:
    def __init__(self, facts: object, text: str) -> None:
        self.facts = facts
        self.text = text


def digest(text: str, step: int) -> str:
    """Some 120 bits of the text, or of a block of characters at every `step`. It guards against nothing that is made on purpose: who can write here runs
    programs anyway."""
    a = 0x5bd1e995
    b = 0x1b873593
    c = 0xe6546b64
    d = 0xcc9e2d51
    end = text.length - BLOCK
    k = 0
    while k <= end:
        a = Math.imul(a ^ (text.charCodeAt(k) | text.charCodeAt(k + 1) << 16), 0x85ebca6b)
        b = Math.imul(b ^ (text.charCodeAt(k + 2) | text.charCodeAt(k + 3) << 16), 0xc2b2ae35)
        c = Math.imul(c ^ (text.charCodeAt(k + 4) | text.charCodeAt(k + 5) << 16), 0x27d4eb2f)
        d = Math.imul(d ^ (text.charCodeAt(k + 6) | text.charCodeAt(k + 7) << 16), 0x165667b1)
        a ^= a >> 15        # the upper bits, which hold every second character, reach the lower ones
        b ^= b >> 15
        c ^= c >> 15
        d ^= d >> 15
        k += step
    for k in range(Math.max(0, text.length - text.length % BLOCK), text.length):
        a = Math.imul(a ^ text.charCodeAt(k), 0x85ebca6b)
        a ^= a >> 13
    b = Math.imul(b ^ a, 0xc2b2ae35)
    c = Math.imul(c ^ (b >> 16), 0x27d4eb2f)
    d = Math.imul(d ^ (c >> 16), 0x165667b1)
    return '-'.join([Number(part >> 0).toString(36).replace('-', 'n') for part in [a, b, c, d]]) + f'-{text.length.toString(36)}'


def place_of(kind: str, source: str, file: str) -> str:
    """Of a large file's text only some characters are looked at, since the file's own number and times stand for it, too."""
    stamp = stamp_of(file) if source.length > LARGE else ''
    return f'{FOLDER}/{VERSION}/{kind}-{digest(source, BLOCK if stamp == "" else SOME)}{stamp}'


def stamp_of(file: str) -> str:
    """What changes when a file does; '' for what is no file."""
    stat = Float64Array(18)
    if js_typeof(file) != 'string' or current_realm().system.stat(file, stat) < 0:
        return ''
    return f'-{stat[7]}-{stat[8]}-{stat[12]}.{stat[13]}-{stat[14]}.{stat[15]}'


def is_worth(source: str, file: object) -> bool:
    name = String(file)
    return source.length >= WORTH or ((name.startswith('/') or name.startswith('file:')) and '/[eval' not in name)


def look_up(kind: str, source: str, file: str) -> Entry | None:
    system = current_realm().system
    current = compile_cache.current
    if current is not None and current.source == source and Object.hasOwn(current.facts, kind):
        return Entry(*current.facts[kind])
    if not is_worth(source, file) or system is None:
        return None
    found = system.read_file(place_of(kind, source, file))
    if js_typeof(found) == 'number':
        return None
    end = found.indexOf(10)
    try:
        return Entry(JSON.parse(decode(found.subarray(0, end))), decode(found.subarray(end + 1)))
    except Exception:
        return None     # cut off, or something else's


def keep(kind: str, source: str, file: str, facts: object, text: str) -> None:
    system = current_realm().system
    current = compile_cache.current
    if current is not None and current.source == source:
        current.facts[kind] = [facts, text]
    if not is_worth(source, file) or system is None:
        return
    folder = f'{FOLDER}/{VERSION}'
    entries = system.readdir(folder)
    if js_typeof(entries) == 'number':
        for path in ['/home/user/.cache', FOLDER, folder]:
            system.mkdir(path, 0o755)
    elif entries.length > MOST_ENTRIES:
        for name in entries:
            system.unlink(f'{folder}/{name}')
    # by another name first: nobody reads a half
    place = place_of(kind, source, file)
    if system.write_file(f'{place}.{system.pid}', encode(f'{JSON.stringify(facts)}\n{text}')) >= 0:
        system.rename(f'{place}.{system.pid}', place)
