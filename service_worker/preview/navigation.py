"""Keeps a preview page inside its preview: the prefix is hidden from the page, and restored whenever the page
navigates.

Same-document navigation (`pushState`, hashes) needs nothing, since the page's visible address is the one that it
expects. All other navigation goes through the Navigation API; links and forms are also handled separately, for engines
without it."""

from service_worker.preview.blank_windows import is_blank, name_sources, stand_in
from service_worker.preview.downloads import download, is_download
from service_worker.preview.urls import Place

NO_DOOR = (
    'Terrarium: this browser has no Navigation API, so a script that sets location or reloads leaves the preview (links and forms stay in it). '
    'Serve Terrarium at the root of a host, or use a newer browser.'
)
STAYED_MS = 5000  # ms after which a page that was to be left is assumed to stay: its user cancelled


class Navigator:
    def __init__(self, place: Place):
        self.place = place
        self._leaving = False

    def start(self) -> None:
        self.hide_prefix()
        navigation = globalThis.navigation
        if navigation is not None:
            navigation.addEventListener('navigate', self._on_navigate)
        elif self.place.base != '/':
            console.warn(NO_DOOR)
        window.addEventListener('click', self._on_click)
        window.addEventListener('submit', self._on_submit)
        window.addEventListener('pageshow', lambda event: self.hide_prefix() if event.persisted else None)
        if globalThis.navigator.serviceWorker is not None:
            globalThis.navigator.serviceWorker.addEventListener('message', self._on_message)
        self._wrap_submit()
        self._wrap_open()

    def _on_message(self, event: object) -> None:
        """The response to a navigation was a file to save, or empty: the page stays."""
        if event.data is not None and event.data['type'] == 'terrarium:stayed' and self._leaving:
            self.hide_prefix()

    def hide_prefix(self) -> None:
        self._leaving = False
        if location.pathname.startswith(self.place.prefix + '/'):
            history.replaceState(history.state, '', self.place.visible())

    def show_prefix(self) -> None:
        """The history entry that is left must have the real address, which the browser requests when the user comes
        back."""
        real = self.place.real(location.href)
        if real is not None and real != location.href:
            self._leaving = True
            history.replaceState(history.state, '', real)

    def go(self, real: str, replace: bool) -> None:
        self.show_prefix()
        self._leaving = True
        if replace:
            location.replace(real)
        else:
            location.assign(real)

    def reload(self) -> None:
        self.show_prefix()
        self._leaving = True
        location.reload()

    def _on_navigate(self, event: object) -> None:
        if self._leaving or event.hashChange or event.downloadRequest is not None:
            return
        destination = event.destination
        if destination.sameDocument:
            return
        if event.navigationType == 'traverse':
            self.show_prefix()  # the user may go forward again
            setTimeout(self.hide_prefix, STAYED_MS)
            return
        real = self.place.real(destination.url)
        if real is None or not event.cancelable:
            return
        if event.navigationType == 'reload':
            event.preventDefault()
            setTimeout(self.reload, 0)
        elif real != destination.url and event.formData is None:
            event.preventDefault()
            setTimeout(lambda: self.go(real, event.navigationType == 'replace'), 0)

    def _on_click(self, event: object) -> None:
        """Runs after the page's own handlers: a router that handled the click has prevented its default."""
        origin = event.composedPath()[0]
        if event.defaultPrevented or event.button != 0 or not js_instanceof(origin, Element):
            return
        link = origin.closest('a[href], area[href]')
        if link is None:
            return
        if is_download(link):
            if download(self.place, link):
                event.preventDefault()
            return
        href = link.href if js_typeof(link.href) == 'string' else link.href.baseVal
        real = self.place.real(href)
        if real is None or real == href or self._same_page(href):
            return
        target = link.target
        new_tab = event.ctrlKey or event.metaKey or event.shiftKey
        if new_tab or target not in ['', '_self', '_parent', '_top']:
            event.preventDefault()
            window.open(real, '_blank' if new_tab else target)
        elif target != '_parent' and target != '_top':
            event.preventDefault()
            self.go(real, False)

    def _same_page(self, href: str) -> bool:
        url = URL(href, document.baseURI)
        return url.hash != '' and url.href.split('#')[0] == location.href.split('#')[0]

    def _on_submit(self, event: object) -> None:
        if not event.defaultPrevented:
            self._send_home(event.target, event.submitter)

    def _send_home(self, form: object, submitter: object) -> None:
        """Gives the form its real action while the browser reads it."""
        by_button = submitter is not None and submitter.hasAttribute('formaction')
        element = submitter if by_button else form
        name = 'formaction' if by_button else 'action'
        before = element.getAttribute(name)
        real = self.place.real(before if before is not None and before != '' else location.href)
        if real is None:
            return
        element.setAttribute(name, real)
        if form.target == '' or form.target == '_self':
            self.show_prefix()
        setTimeout(lambda: element.removeAttribute(name) if before is None else element.setAttribute(name, before), 0)

    def _wrap_submit(self) -> None:
        native = HTMLFormElement.prototype.submit
        navigator = self

        def submit() -> None:
            navigator._send_home(js_this, None)
            native.call(js_this)

        HTMLFormElement.prototype.submit = js_func(submit)

    def _wrap_open(self) -> None:
        native = window.open

        def opened(*args) -> object:
            if not is_blank(args):
                real = self.place.real(str(args[0]))
                if real is not None:
                    args[0] = real
            opened_window = native.apply(window, args)
            return (
                stand_in(opened_window, lambda href: self.place.real(href))
                if opened_window is not None and is_blank(args)
                else opened_window
            )

        window.open = opened
        name_sources()
