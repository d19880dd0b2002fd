"""platform: the only access to JavaScript. Under CPython the twin of a module in `cpython/` is found first
(docs/rooms/platform.md).

    values      bytes, octets, text, lists, maps, numbers, integers, json, regexp, widths (width_data), unseen
    memory      memory, atomics, stack_room
    checks      debugging, states
    time        clock, futures, timezone, civil
    engine      host, captured, idb, web_locks, browser_fetch, disk_folder, processors, compiled_code, layers
                iteration_notes, promise_notes, reported_calls, trusted_types
    workers     workers, worker_scripts, parent_requests, script_line
    scripts     parts, kept_scripts, own_scripts, module_url, dynamic_import
    digests     digest, text_digest, compress, content_codings, entropy, uuid
    rules       errno, cookies, cross_origin, content_policy, system_names, native_refusals
    previews    preview_places, preview_origins, gateway_channel, gateway_response, sandbox_questions, sandbox_tokens

What holds: the other rooms reach JavaScript only through here or in the rooms that DESIGN.md names, and a twin behaves as
its module does (tests/platform runs in both worlds)."""

import os

__path__ = [os.path.join(os.path.dirname(__file__), 'cpython'), os.path.dirname(__file__)]
