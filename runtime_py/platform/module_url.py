"""Where the running ES module was loaded from. JavaScript only, and only in bundles that are modules."""


def folder_url() -> str:
    """The folder's URL, with its slash. Bundlers would look for a file where they see the form `new URL('.', ...)`."""
    url = js_raw('import.meta.url').split('?')[0]
    return url[: url.rfind('/') + 1]
