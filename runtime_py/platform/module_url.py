"""Where the running ES module was loaded from. JavaScript only, and only in bundles that are modules."""


def folder_url() -> str:
    """The folder's URL, with its slash."""
    return URL('.', js_raw('import.meta.url')).href
