"""The sheets of a page: those that modules insert, and linked ones, which are swapped without a moment in which neither
applies."""

_sheets = Map()


def update_sheet(name: str, text: str) -> None:
    element = _sheets.get(name)
    if element is None:
        element = document.createElement('style')
        element.setAttribute('type', 'text/css')
        element.setAttribute('data-serve-id', name)
        document.head.append(element)
        _sheets.set(name, element)
    element.textContent = text


def remove_sheet(name: str) -> None:
    element = _sheets.get(name)
    if element is not None:
        element.remove()
        _sheets.delete(name)


def _without_stamp(href: str) -> str:
    url = URL(href, location.href)
    url.searchParams.delete('t')
    return url.pathname + url.search


async def swap_link(path: str, stamp: float) -> bool:
    """Loads the new sheet beside the old one, which is removed afterwards. False when the page doesn't link to it."""
    for link in Array['from'](document.querySelectorAll('link[rel~="stylesheet"]')):
        if _without_stamp(link.href).endswith(path) and not link.dataset.serveOld:
            await _swapped(link, f'{path}{"&" if "?" in path else "?"}t={stamp}')
            return True
    return False


def _swapped(old: object, href: str) -> object:
    fresh = old.cloneNode()
    fresh.href = href
    old.dataset.serveOld = 'true'

    def wait(resolve: object) -> None:
        def done() -> None:
            old.remove()
            resolve(True)

        fresh.onload = done
        fresh.onerror = done
        old.after(fresh)

    return Promise(wait)
