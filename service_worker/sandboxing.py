"""Previews of null origin (`previews: 'sandboxed'`): every document is sandboxed by its policy, so its scripts can reach
neither the machine's page nor anything that this origin stores.

A service worker serves nothing but documents to such a page. So the page's text is sent inside a document of ours: its
script (sandbox/main.py) gets a port to the machine, fetches what the page refers to, and then writes the page. Must not
know how requests reach servers."""

from runtime_py.platform.bytes import concat
from runtime_py.platform.sandbox_tokens import token_of
from service_worker.embedded_text import json_text, script_text
from service_worker.precache import base_path, find
from service_worker.preview_page import PrefixedPage

POLICY = (
    'sandbox allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads '
    'allow-pointer-lock allow-presentation allow-orientation-lock'
)
SCRIPT = 'sandbox.js'
TEXT = 'terrarium-document'  # the id of the element with the page's text
SEARCHED = 1024
CHARSET = js_regexp('charset\\s*=\\s*["\']?\\s*([\\w.:-]+)', 'i')
META = js_regexp('<meta[^>]*charset\\s*=\\s*["\']?\\s*([\\w.:-]+)', 'i')


class SandboxedPage(PrefixedPage):
    """The addresses of a sandboxed page. `is_sandboxed` tells preview_response to use `sandbox` and `carrier`."""

    def __init__(self, target: object, settings: object, token: str, script: str):
        super().__init__(target, settings)
        self.is_sandboxed = True
        self._token = token
        self._script = script

    def sandbox(self, headers: object) -> None:
        """The page's own policy names sources by its origin, which is null here; it doesn't apply."""
        headers.delete('content-security-policy-report-only')
        headers.set('content-security-policy', POLICY)

    def carrier(self, head: object, headers: object) -> object:
        kind = CHARSET.exec(headers.get('content-type') or '')
        headers.set('content-type', 'text/html; charset=utf-8')
        forwarded = self._settings.forwardPreviewErrors
        details = {
            'base': base_path(),
            'place': self._target.port,
            'token': self._token,
            'cookies': head.cookies,
            'errors': 'exceptions' if forwarded == 'exceptions-only' else 'all' if forwarded else 'none',
            'scripts': [_plain(script) for script in self._settings.previewScripts or []],
        }
        return Carrier(None if kind is None else kind[1], details, self._script)


def _plain(script: object) -> object:
    return {'text': script.text, 'url': script.url, 'type': script.type}


async def sandboxed_page(target: object, settings: object, key: str) -> SandboxedPage:
    script = await (await find(SCRIPT)).text()
    return SandboxedPage(target, settings, await token_of(key, target.port), script)


class Carrier:
    """A transformer that replaces a page by a document of ours that contains its text."""

    def __init__(self, charset: object, details: object, script: str):
        self._charset = charset
        self._details = details
        self._script = script
        self._held: list = []

    def transform(self, chunk: object, _controller: object) -> None:
        self._held.append(chunk)

    def flush(self, controller: object) -> None:
        details = Object.assign({'text': decoded(concat(self._held), self._charset)}, self._details)
        carried = json_text(details)
        controller.enqueue(
            TextEncoder().encode(
                f'<!doctype html><meta charset="utf-8"><script type="application/json" id="{TEXT}">{carried}</script>'
                f'<script>{own_script_text(self._script)}</script>'
            )
        )


def own_script_text(script: str) -> str:
    """Our own has `<!--` only in strings."""
    return script_text(script).replace(js_regexp('<!--', 'g'), '<\\!--')


def decoded(octets: object, charset: object) -> str:
    """The text of a page, in the encoding that its server or its head names."""
    label = charset
    if label is None:
        found = META.exec(TextDecoder('latin1').decode(octets.subarray(0, SEARCHED)))
        label = 'utf-8' if found is None else found[1]
    try:
        return TextDecoder(label).decode(octets)
    except Exception:
        return TextDecoder().decode(octets)
