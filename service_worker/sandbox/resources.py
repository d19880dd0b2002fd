"""What the elements of a sandboxed page load: each file of the machine as a blob of the page.

An address that isn't the machine's stays as it is, and the browser requests it. Must not know elements."""

from service_worker.sandbox.styles import rewritten

FAILED = 'data:,'  # an element that gets it fails


class Resources:
    def __init__(self, place: object, requests: object):
        self._place = place
        self._requests = requests
        self._known = Map()  # URL -> a promise of the blob's address

    def is_served(self, href: object) -> bool:
        """Whether a file of the machine is meant."""
        url = self._place.resolve(href)
        return url is not None and self._place.port_at(url) != 0

    async def response(self, url: object, destination: str) -> object:
        """Throws if the server doesn't answer with a file."""
        response = await self._requests.get(url, destination)
        if not response.ok:
            raise TypeError(f'GET {url.href} {response.status} ({response.statusText})')
        return response

    def address(self, href: str, destination: str, base: str = '') -> object:
        """A promise of the address to use for `href`."""
        url = self._place.resolve(href, base)
        if url is None or self._place.port_at(url) == 0:
            return Promise.resolve(href if url is None else url.href)
        key = destination + ' ' + url.href.split('#')[0]
        if not self._known.has(key):
            self._known.set(key, self._load(url, destination, [url.href]))
        return self._with_fragment(self._known.get(key), url.hash)

    async def _with_fragment(self, address: object, fragment: str) -> str:
        return await address + fragment

    async def _load(self, url: object, destination: str, within: list) -> str:
        """`within`: of a sheet, those that import it, and its own address."""
        try:
            response = await self.response(url, destination)
            if destination == 'style':
                text = await self.sheet(await response.text(), response.url, within)
                return URL.createObjectURL(Blob([text], {'type': 'text/css'}))
            return URL.createObjectURL(await response.blob())
        except Exception as error:
            console.error(error.message)
            return FAILED

    def sheet(self, text: str, base: str, within: list) -> object:
        """A promise of the sheet with the addresses of blobs. `within`: as of `_load`."""
        return rewritten(text, lambda href, is_sheet: self._in_sheet(href, is_sheet, base, within))

    async def _in_sheet(self, href: str, is_sheet: bool, base: str, within: list) -> str:
        url = self._place.resolve(href, base)
        if not is_sheet or url is None or self._place.port_at(url) == 0:
            return await self.address(href, 'image', base)
        if url.href in within:
            return FAILED
        return await self._load(url, 'style', [*within, url.href])
