"""Links, forms and `window.open` of a sandboxed page lead to the preview's own addresses, whose documents the service
worker serves.

The page's address keeps its prefix, also after `pushState`: nothing tells us of a reload in a page of null origin, so it
must lead to the preview by itself."""

from service_worker.preview.navigation import Navigator


class SandboxNavigator(Navigator):
    def start(self) -> None:
        window.addEventListener('click', self._on_click)
        window.addEventListener('submit', self._on_submit)

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
