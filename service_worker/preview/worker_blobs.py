"""Workers made from blobs: the service worker doesn't see their scripts, so the page inserts the guard of workers.

A page often revokes a blob's URL right after it created the worker. So the text is read at once, which only a
synchronous XMLHttpRequest can do. Must not know what the guard does."""

from service_worker.preview.guard.worker_sockets import PLACE
from service_worker.preview.urls import Place

STRICT = js_regexp('^\\ufeff?(?:\\s|//[^\\n]*\\n|/\\*[^]*?\\*/)*(?:"use strict"|\'use strict\')', '')


class Blobs:
    def __init__(self, place: Place):
        self._place = place
        self._request = window.XMLHttpRequest

    def guarded(self, href: str, is_module: bool) -> str:
        """The URL of the same script with the guard on its first line; the given URL if it can't be read. The request
        for the guard tells the service worker which page the worker belongs to, before the script's own first
        request."""
        text = self._read(href)
        if text == '':
            return href
        guard = JSON.stringify(self._place.guard_url())
        place = JSON.stringify(self._place.for_worker())
        if is_module:
            here = f'data:text/javascript,globalThis["{PLACE}"]={encodeURIComponent(place)}'
            whole = f'import {JSON.stringify(here)};import {guard};{text}'
        else:
            head = '"use strict";' if STRICT.test(text) else ''
            whole = f'{head}globalThis["{PLACE}"]={place};importScripts({guard});{text}'
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
