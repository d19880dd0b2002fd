"""Links, forms and `window.open` of a sandboxed page lead to the preview's own addresses, whose documents the service
worker serves.

The page's address keeps its prefix, also after `pushState`: nothing tells us of a reload in a page of null origin, so it
must lead to the preview by itself."""

from service_worker.preview.navigation import Navigator


class SandboxNavigator(Navigator):
    def __init__(self, place: object, resources: object):
        super().__init__(place)
        self._resources = resources

    def start(self) -> None:
        window.addEventListener('click', self._on_download)
        window.addEventListener('click', self._on_click)
        window.addEventListener('submit', self._on_submit)

    def _on_download(self, event: object) -> None:
        """A link with `download`: the file is fetched whole, and saved from a blob."""
        origin = event.composedPath()[0]
        link = origin.closest('a[download][href]') if js_instanceof(origin, Element) else None
        href = None if link is None else link.getAttribute('href')
        if href is not None and not event.defaultPrevented and self._resources.is_served(href):
            event.preventDefault()
            self._save(href, link.download)

    async def _save(self, href: str, name: str) -> None:
        saved = document.createElement('a')
        saved.href = await self._resources.address(href, '')
        saved.download = name or href.split('?')[0].split('/').at(-1) or 'download'
        saved.click()

    def wrap(self) -> None:
        """What needs no listener."""
        self._wrap_submit()
        self._wrap_open()
        for name in ['pushState', 'replaceState']:
            self._wrap_history(name)

    def hide_prefix(self) -> None:
        self._leaving = False

    def show_prefix(self) -> None:
        self._leaving = True

    def _wrap_history(self, name: str) -> None:
        native = history[name]

        def changed(state: object, unused: object, *rest) -> None:
            given = rest[0]
            real = None if given is None else self.place.real(String(given))
            native.call(history, state, unused, given if real is None else real)

        history[name] = changed
