"""Inserts the guard of a preview's workers (preview/guard/worker_main.py) before a worker's script.

It is on the script's first line, so that line numbers don't change; a script in strict mode stays in it.
"""

from service_worker.precache import find

SEARCHED = 4096
STRICT = js_regexp('^\\ufeff?(?:\\s|//[^\\n]*\\n|/\\*[^]*?\\*/)*(?:"use strict"|\'use strict\')', '')
SOURCE_MAP = js_regexp('\\s*//# sourceMappingURL=.*\\s*$', '')

_guard: object = {'text': None}


async def guard_text() -> str:
    """A separate function, whose strictness doesn't affect the script."""
    if _guard['text'] is None:
        text = await (await find('preview-worker.js')).text()
        _guard['text'] = wrapped(text)
    return _guard['text']


def wrapped(text: str) -> str:
    """The text on one line."""
    return '(function(){' + text.replace(SOURCE_MAP, '') + '})();'


def is_worker_script(request: object, status: int) -> bool:
    return (request.destination == 'worker' or request.destination == 'sharedworker') and 200 <= status < 300


class GuardInserter:
    """A transformer that holds back a script's start until it is clear whether it is strict."""

    def __init__(self, guard: str):
        self._guard = guard
        self._start = Uint8Array(0)
        self._done = False

    def transform(self, chunk: object, controller: object) -> None:
        if self._done:
            controller.enqueue(chunk)
            return
        joined = Uint8Array(self._start.byteLength + chunk.byteLength)
        joined.set(self._start, 0)
        joined.set(chunk, self._start.byteLength)
        self._start = joined
        if joined.byteLength >= SEARCHED:
            self._insert(controller)

    def flush(self, controller: object) -> None:
        if not self._done:
            self._insert(controller)

    def _insert(self, controller: object) -> None:
        self._done = True
        text = js_new(globalThis.TextDecoder, 'latin1').decode(self._start.subarray(0, SEARCHED))
        strict = '"use strict";' if STRICT.test(text.replace('ï»¿', '')) else ''
        controller.enqueue(TextEncoder().encode(strict + self._guard))
        controller.enqueue(self._start)
        self._start = Uint8Array(0)
