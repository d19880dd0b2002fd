"""A cache in files for analyses of large source texts: reading a bundle of a megabyte may take longer than running it,
and tools are run repeatedly. A small text is surveyed again in less time than a file is written, and later read.

An entry is a file in FOLDER, named by a digest of the text, in JSON. Folders of other versions of the analysis are
ignored, and so is a cache that can't be read or written. A process with a policy only reads: what it wrote would count
for all others, so policies refuse it. Must not know what is stored."""

from __future__ import annotations

from runtime_py.node.modules.compile_cache import compile_cache
from runtime_py.node.realm.host import current_realm
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.text_digest import text_digest

FOLDER = '/home/user/.cache/terrarium'
# version of the analyses, set by the bundler (toolchain/bundle.py): results of other versions are ignored
VERSION = globalThis.TERRARIUM_ANALYSIS
WORTH = 2000  # in characters
MOST_ENTRIES = 2000


def place_of(kind: str, source: str) -> str:
    return f'{FOLDER}/{VERSION}/{kind}-{text_digest(source)}'


class Folder:
    """`entries`: their number, or -1 before the first one is written."""

    def __init__(self) -> None:
        self.entries = -1


_folder = Folder()


def look_up(kind: str, source: str) -> object:
    """The facts, or None."""
    system = current_realm().system
    current = compile_cache.current
    if current is not None and current.source == source and Object.hasOwn(current.facts, kind):
        return current.facts[kind]
    if source.length < WORTH or system is None:
        return None
    found = system.read_file(place_of(kind, source))
    if js_typeof(found) == 'number':
        return None
    try:
        return JSON.parse(decode(found))
    except Exception:
        return None  # truncated, or not one of our files


def keep(kind: str, source: str, facts: object) -> None:
    system = current_realm().system
    current = compile_cache.current
    if current is not None and current.source == source:
        current.facts[kind] = facts
    if source.length < WORTH or system is None or system.context.is_bound:
        return
    make_room(system)
    # write under another name first: nobody must read half a file
    place = place_of(kind, source)
    if system.write_file(f'{place}.{system.pid}', encode(JSON.stringify(facts))) >= 0:
        system.rename(f'{place}.{system.pid}', place)


def make_room(system: object) -> None:
    """For another entry."""
    folder = f'{FOLDER}/{VERSION}'
    _folder.entries += 1
    if _folder.entries > 0 and _folder.entries <= MOST_ENTRIES:
        return
    entries = system.readdir(folder)
    if js_typeof(entries) == 'number':
        for path in ['/home/user/.cache', FOLDER, folder]:
            system.mkdir(path, 0o755)
        _folder.entries = 1
        return
    _folder.entries = entries.length + 1
    if entries.length >= MOST_ENTRIES:
        for name in entries:
            system.unlink(f'{folder}/{name}')
        _folder.entries = 1
