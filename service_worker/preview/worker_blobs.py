"""Workers made from blobs: no fetch of theirs goes through the service worker, so the page puts the guard of workers in front of their script.

A page often revokes a blob's URL right after it made the worker. So the text is read at once, which only a synchronous XMLHttpRequest can.
Must not know what the guard does.
"""

from service_worker.preview.guard.worker_sockets import PLACE
from service_worker.preview.urls import Place

STRICT = js_regexp('^\\ufeff?(?:\\s|//[^\\n]*\\n|/\\*[^]*?\\*/)*(?:"use strict"|\'use strict\')', '')
SOURCE_MAP = js_regexp('\\s*//# sourceMappingURL=.*\\s*$', '')


class Blobs:
    def __init__(self, place: Place):
        self._place = place
        self._guard = ''
        self._request = window.XMLHttpRequest

    def guarded(self, href: str) -> str:
        """The URL of the same script with the guard on its first line; the given one where it can't be read."""
        if self._guard == '':
            self._guard = self._read(self._place.guard_url()).replace(SOURCE_MAP, '')
        text = self._read(href)
        if self._guard == '' or text == '':
            return href
        head = '"use strict";' if STRICT.test(text) else ''
        place = JSON.stringify(self._place.for_worker())
        whole = f'{head}(function(){{globalThis["{PLACE}"]={place};{self._guard}}})();{text}'
        url = URL.createObjectURL(Blob([whole], {'type': 'text/javascript'}))
        setTimeout(lambda: URL.revokeObjectURL(url), 60000)
        return url

    def _read(self, href: str) -> str:
        try:
            request = js_new(self._request)
            request.open('GET', href, False)
            request.send()
            return request.responseText if request.status == 200 else ''
        except Exception:
            return ''
