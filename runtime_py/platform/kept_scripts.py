"""Scripts of workers, kept in memory: one Blob each. A worker started from memory starts sooner than one whose script
comes through the service worker, and needs no service worker.

Must not know which scripts there are, or what they do. JavaScript only."""

from runtime_py.platform.host import HostUint8Array, host_fetch
from runtime_py.platform.own_scripts import OWN_SCRIPT
from runtime_py.platform.script_line import PIECE
from runtime_py.platform.worker_scripts import TYPE, script_url

FETCH_ATTEMPTS = 3


async def fetched_script(url: str) -> object:
    """A Blob; None: it can't be had."""
    for _attempt in range(FETCH_ATTEMPTS):
        try:
            response = await host_fetch(url + OWN_SCRIPT)
            if response.ok:
                # makes stacks and source maps show the script's own address
                return js_new(globalThis.Blob, [await response.blob(), f'\n//# sourceURL={url}\n'], {'type': TYPE})
        except Exception:
            pass  # the service worker was stopped meanwhile, or there is no network
    return None


class KeptScripts:
    """`blobs` and `urls`: name -> Blob, or its URL, of those that are kept. Without `is_allowed` workers don't come by
    the URLs. What can't be had isn't kept."""

    def __init__(self, is_allowed: bool) -> None:
        self.blobs = {}
        self.urls = {}
        self.folder = script_url('.')
        self._is_refused = not is_allowed
        self._coming = {}  # name -> the promise of a Blob

    async def keep(self, names: list) -> None:
        for name in names:
            if not Object.hasOwn(self.urls, name) and not self._is_refused:
                blob = await self.blob(name)
                if blob is not None and not self._is_refused:
                    self.urls[name] = URL.createObjectURL(blob)

    def has(self, names: list) -> bool:
        return all(Object.hasOwn(self.blobs, name) for name in names)

    async def blob(self, name: str) -> object:
        """None: it can't be had."""
        if Object.hasOwn(self.blobs, name):
            return self.blobs[name]
        if not Object.hasOwn(self._coming, name):
            self._coming[name] = fetched_script(script_url(name))
        blob = await self._coming[name]
        del self._coming[name]
        if blob is not None:
            self.blobs[name] = blob
        return blob

    async def piece(self, name: str, at: int) -> list:
        """[bytes from there, bytes of the whole], for who can't load by an address; None for the bytes that can't be
        had."""
        blob = await self.blob(name)
        if blob is None or at > blob.size:
            return [None, 0]
        return [HostUint8Array(await blob.slice(at, at + PIECE).arrayBuffer()), blob.size]

    async def address(self, name: str, attempt: int) -> str:
        """Where a worker without a wall gets its script from at this attempt."""
        if attempt > 1 and Object.hasOwn(self.urls, name):
            self._refuse()
        return self.urls[name] if Object.hasOwn(self.urls, name) else script_url(name) + OWN_SCRIPT

    def _refuse(self) -> None:
        """Workers can't start from memory here: the host's policy (`worker-src`) forbids it."""
        self._is_refused = True
        for name in Object.keys(self.urls):
            URL.revokeObjectURL(self.urls[name])
        self.urls = {}
