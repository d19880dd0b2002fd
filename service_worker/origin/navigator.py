"""Navigation of a page on a preview's own origin. Its addresses are real, so the browser handles everything except
links, forms and windows to other ports.

A page in a frame of the machine's page opens tabs at the machine's page (`preview/PORT/path`), which shows the preview
in a frame: at its own address a tab isn't connected to the machine yet, and browsers don't give such a page a reference
to a tab that it opens anyway."""

from typing import Any

from runtime_py.platform.preview_origins import named_port, port_on, server_path
from service_worker.preview.navigation import Navigator

TOP_NAMES = ['_self', '_parent', '_top']


class OriginNavigator(Navigator):
    """`page`: the address of the surrounding machine's page, '' in a tab of its own."""

    place: Any

    def __init__(self, place: object, page: str):
        super().__init__(place)
        self._page = page

    def hide_prefix(self) -> None:
        """Does nothing: there is no prefix."""

    def show_prefix(self) -> None:
        """Does nothing: there is no prefix."""

    def _on_navigate(self, event: object) -> None:
        destination = event.destination
        real = None if destination.sameDocument else self.place.real(destination.url)
        if (
            real is not None
            and real != destination.url
            and event.cancelable
            and event.formData is None
            and event.navigationType != 'traverse'
        ):
            event.preventDefault()
            setTimeout(lambda: self.go(real, event.navigationType == 'replace'), 0)

    def _on_click(self, event: object) -> None:
        origin = event.composedPath()[0]
        link = origin.closest('a[href], area[href]') if js_instanceof(origin, Element) else None
        is_new = link is not None and (event.ctrlKey or event.metaKey or event.shiftKey or link.target == '_blank')
        if (
            self._page == ''
            or event.defaultPrevented
            or not is_new
            or link.hasAttribute('download')
            or js_typeof(link.href) != 'string'
            or self.place.real(link.href) is None
        ):
            super()._on_click(event)
            return
        event.preventDefault()
        window.open(link.href, '_blank')

    def in_tab(self, address: str) -> str:
        """The address for showing a page in a tab; foreign ones stay unchanged."""
        real = self.place.real(address)
        if self._page == '' or real is None:
            return address if real is None else real
        url = URL(real)
        rest = url.search + url.hash
        if url.origin != location.origin:
            return (
                f'{self._page}preview/{port_on(self.place.pattern, self.place.machine, url.origin)}{url.pathname}{rest}'
            )
        named = named_port(url.pathname)
        return (
            f'{self._page}preview/{self.place.port}{url.pathname}{rest}'
            if named == 0
            else f'{self._page}preview/{named}{server_path(url.pathname)}{rest}'
        )

    def _wrap_open(self) -> None:
        native = window.open

        def opened(*args) -> object:
            if len(args) > 0 and args[0] is not None and String(args[0]) != '':
                name = '' if args[1] is None else String(args[1])
                is_here = name in TOP_NAMES or name != '' and window.frames[name] is not None
                real = self.place.real(String(args[0]))
                args[0] = self.in_tab(String(args[0])) if not is_here else args[0] if real is None else real
            return native.apply(window, args)

        window.open = opened
