"""platform: the only access to JavaScript. Under CPython the twin of a module in `cpython/` is found first
(docs/rooms/platform.md).

    values      bytes, octets, text, lists, maps, numbers, integers, json, regexp, widths
    memory      memory, atomics, stack_room
    time        clock, futures, timezone
    engine      workers, idb, web_locks, browser_fetch, disk_folder, parts, kept_scripts, host
    digests     digest, compress, content_codings, entropy
    rules       errno, cookies, cross_origin, content_policy, preview_places, preview_origins, system_names"""

import os

__path__ = [os.path.join(os.path.dirname(__file__), 'cpython'), os.path.dirname(__file__)]
