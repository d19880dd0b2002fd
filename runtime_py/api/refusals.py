"""Error messages for a browser that lacks something the machine needs: what is missing, and what to do about it."""

ALLOW = (
    'Allow site data (cookies) for this site in the settings of the browser, or leave the private window, then reload.'
)
OWN_TAB = 'Open it in a tab of its own.'


def is_framed() -> bool:
    return window.parent is not window


def _advice() -> str:
    return OWN_TAB if is_framed() else ALLOW


def no_service_worker() -> str:
    if not isSecureContext:
        return "This page is not cross-origin isolated and can't isolate itself: service workers need https:// or localhost."
    if is_framed():
        return f"This page is in a frame of another page. There the browser gives it no service worker, so it can't isolate itself. {OWN_TAB}"
    return f"This page is not cross-origin isolated and can't isolate itself: this browser gives it no service worker. {ALLOW}"


def not_registered(url: str, error: object) -> str:
    if error.name == 'TypeError':
        return f'The service worker {url} could not be loaded ({error.message}). It must be beside terrarium.js on the host. Check the network, then reload.'
    reason = error.message[error.message.rfind('): ') + 1 :].removeprefix(': ')
    return f'This browser refuses the service worker that isolates this page ({reason}). {_advice()}'


def not_installed() -> str:
    return 'The service worker could not be installed: a file of its list is missing on the host or does not match the list, or there is no network. Reload to try again.'


def slow_service_worker(seconds: int) -> str:
    return f'The browser has not started the service worker of this page within {seconds} seconds. Close other tabs of this site or restart the browser, then reload.'


def not_isolated() -> str:
    if is_framed():
        return f'This page is in a frame whose embedding page is not cross-origin isolated, or which lacks allow="cross-origin-isolated". {OWN_TAB}'
    return 'This page is still not cross-origin isolated after a reload through its service worker: something removes its headers.'


def outside_of(base: str) -> str:
    return (
        f'This page is outside of {base}, where the service worker could isolate it. Move it into that folder, or make the host send '
        '"Cross-Origin-Opener-Policy: same-origin" and "Cross-Origin-Embedder-Policy: require-corp".'
    )


def no_session_storage() -> str:
    return f"This browser refuses storage to this page, so the page can't isolate itself by a reload. {_advice()}"


def no_previews(error_text: str) -> str:
    return f"This browser gives this page no service worker ({error_text}): previews don't work, and the machine can't start offline."
