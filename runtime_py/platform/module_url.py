"""Where the running ES module was loaded from. JavaScript only, and only in bundles that are modules."""


def folder_url() -> str:
    """The folder's URL, with a trailing slash. Avoids the form `new URL('.', ...)`, for which bundlers would look for a
    file."""
    url = js_raw('import.meta.url').split('?')[0]
    return url[: url.rfind('/') + 1]
