"""Fetches the scripts of an app's service worker from the server in the machine. Must not know how scripts are run."""

from service_worker.origin.addresses import own_origin

TYPES = [
    'text/javascript',
    'application/javascript',
    'application/x-javascript',
    'text/ecmascript',
    'application/ecmascript',
    'text/jscript',
]


class ScriptRefused(Exception):
    """`kind` is the name of the DOMException for the page, or TypeError."""

    def __init__(self, kind: str, message: str):
        super().__init__(message)
        self.kind = kind
        self.message = message


class ServiceWorkerScript:
    """`widest`: the widest scope that the server allows."""

    def __init__(self, url: str, text: str, widest: str):
        self.url = url
        self.text = text
        self.widest = widest


async def fetch_script(url: str, ask: object) -> ServiceWorkerScript:
    """`ask(request)` is a promise of the server's response. Raises ScriptRefused."""
    response = await ask(
        Request(
            url,
            {
                'headers': {'service-worker': 'script'},
                'cache': 'no-cache',
                'redirect': 'error',
                'credentials': 'same-origin',
            },
        )
    )
    if not response.ok:
        raise ScriptRefused(
            'TypeError', f'A bad HTTP response code ({response.status}) was received when fetching the script.'
        )
    kind = (response.headers.get('content-type') or '').split(';')[0].strip().lower()
    if kind not in TYPES:
        raise ScriptRefused('SecurityError', f"The script has an unsupported MIME type ('{kind}').")
    allowed = response.headers.get('service-worker-allowed')
    return ServiceWorkerScript(url, await response.text(), URL('./' if allowed is None else allowed, url).href)


async def fetch_import(url: str, ask: object) -> str:
    """The text for `importScripts`, from anywhere. Raises ScriptRefused."""
    is_own = URL(url).origin == own_origin()
    try:
        response = await ask(Request(url, {'cache': 'no-cache'})) if is_own else await fetch(url, {'cache': 'no-cache'})
    except Exception as error:
        raise ScriptRefused('TypeError', f"The script at '{url}' failed to load: {error.message}")
    if not response.ok:
        raise ScriptRefused('TypeError', f"The script at '{url}' failed to load: status {response.status}")
    return await response.text()
