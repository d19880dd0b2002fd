"""Responses that the browser saves to a file: targets of links with `download` in a preview (preview/downloads.py), and
navigations that don't change the page.

Must not know how requests reach servers.
"""

WITHOUT_PAGE = [204, 205]
NAMED = js_regexp('filename\\*?\\s*=', 'i')


def stays(status: int, headers: list) -> bool:
    """Whether a navigation with this response doesn't change the page. `headers`: [[name, value]]."""
    if status in WITHOUT_PAGE:
        return True
    for name, value in headers:
        if name.lower() == 'content-disposition' and value.strip().lower().startswith('attachment'):
            return True
    return False


def wanted(request: object, path: str) -> object:
    """The request for the file itself: not as a navigation, so that a page is saved as its server sent it."""
    return js_new(
        globalThis.Request,
        globalThis.location.origin + path,
        {'referrer': request.referrer, 'signal': request.signal, 'cache': request.cache},
    )


def as_download(response: object, name: str, path: str) -> object:
    """Adds a file name, unless the server gave one: the link's, else the last part of the path. A failure shows no
    page."""
    if response.type == 'error':
        return response
    headers = Headers(response.headers)
    given = headers.get('content-disposition')
    if given is None or not NAMED.test(given):
        last = path.split('?')[0].split('/').at(-1)
        headers.set('content-disposition', f"attachment; filename*=UTF-8''{_encoded(name or last or 'download')}")
    elif not given.strip().lower().startswith('attachment'):
        headers.set('content-disposition', 'attachment; ' + given[given.search(NAMED) :])
    return Response(response.body, {'status': response.status, 'statusText': response.statusText, 'headers': headers})


def _encoded(name: str) -> str:
    try:
        return encodeURIComponent(decodeURIComponent(name)).replace("'", '%27')
    except Exception:
        return encodeURIComponent(name).replace("'", '%27')
