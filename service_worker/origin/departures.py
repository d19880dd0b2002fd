"""Tells the service worker of an origin that shows all ports where this page navigates, since the service worker can't
see which page a navigation comes from. Must not know ports."""

from service_worker.origin.shown_port import without_fragment

_going = {'url': ''}


def tell_departures() -> None:
    if globalThis.navigation is not None:
        globalThis.navigation.addEventListener('navigate', on_navigate)
    window.addEventListener('beforeunload', on_unload)
    navigator.serviceWorker.addEventListener('message', on_message, True)


def on_navigate(event: object) -> None:
    if not event.destination.sameDocument and not event.hashChange:
        _going['url'] = without_fragment(event.destination.url)


def on_unload(event: object) -> None:
    """The browser's own reload causes no other event."""
    if _going['url'] == '':
        _going['url'] = without_fragment(location.href)


def on_message(event: object) -> None:
    message = event.data
    if message is not None and event.isTrusted and message.type == 'terrarium:leaving?':
        event.stopImmediatePropagation()
        event.ports[0].postMessage(_going['url'] == message.url)
