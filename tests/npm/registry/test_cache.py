"""The cache of downloads: damage counts as missing."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.npm.registry.cache import Cache
from runtime_py.platform.bytes import decode, encode
from tests.npm.machine_support import Box


def test_contents_by_their_digest() -> None:
    box = Box()
    cache = Cache(Disk(box.system), '/home/user/.npm')
    integrity = cache.put_content(encode('archive'))
    assert integrity.startswith('sha512-') and decode(cache.get_content(integrity)) == 'archive'
    assert cache.get_content('sha512-AAAA') is None
    folder = '/home/user/.npm/_cacache/content-v2/sha512'
    while (box.system.mode_of(folder) & 0o170000) == 0o40000:
        folder += '/' + box.names(folder)[0]
    box.write(folder, 'damaged')
    assert cache.get_content(integrity) is None and not box.system.exists(folder)


def test_entries_by_their_address() -> None:
    cache = Cache(Disk(Box().system), '/home/user/.npm')
    cache.put_entry('https://registry/a', '{"name": "a"}', 'sha512-x')
    entry = cache.get_entry('https://registry/a')
    assert entry is not None and entry.text == '{"name": "a"}' and entry.integrity == 'sha512-x' and entry.age_ms >= 0
    assert cache.get_entry('https://registry/b') is None
