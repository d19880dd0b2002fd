"""Scripts of workers, kept in memory: one Blob each. A worker from memory starts sooner than one whose script comes through the service worker, and needs none.

Must not know which scripts there are, nor what they do. JavaScript only."""
from runtime_py.platform.host import host_fetch
from runtime_py.platform.own_scripts import OWN_SCRIPT
from runtime_py.platform.workers import script_url

TYPE = 'text/javascript'
FETCH_ATTEMPTS = 3


class KeptScripts:
    """`urls`: name -> URL of the Blob, of those that are kept; none without `is_allowed`. What can't be had isn't kept; it is used by its own address then."""

    def __init__(self, is_allowed: bool) -> None:
        self.urls = {}
        self.folder = script_url('.')
        self._is_refused = not is_allowed

    async def keep(self, names: list) -> None:
        for name in names:
            if not Object.hasOwn(self.urls, name) and not self._is_refused:
                blob = await self._fetched(name)
                if blob is not None:
                    # so that stacks and source maps have the script's own address
                    end = f'\n//# sourceURL={script_url(name)}\n'
                    self.urls[name] = URL.createObjectURL(js_new(globalThis.Blob, [blob, end], {'type': TYPE}))

    def has(self, names: list) -> bool:
        return all(Object.hasOwn(self.urls, name) for name in names)

    async def _fetched(self, name: str) -> object:
        for _attempt in range(FETCH_ATTEMPTS):
            try:
                response = await host_fetch(script_url(name) + OWN_SCRIPT)
                if response.ok:
                    return await response.blob()
            except Exception:
                pass        # the service worker was ended meanwhile, or there is no network
        return None

    async def address(self, name: str, attempt: int) -> str:
        """Where a worker gets its script from at this attempt."""
        if attempt > 1 and Object.hasOwn(self.urls, name):
            self._refuse()
        return self.urls[name] if Object.hasOwn(self.urls, name) else script_url(name) + OWN_SCRIPT

    def _refuse(self) -> None:
        """Workers from memory don't start here: the host's policy (`worker-src`) forbids them."""
        self._is_refused = True
        for name in Object.keys(self.urls):
            URL.revokeObjectURL(self.urls[name])
        self.urls = {}
