"""`import()` of a URL that is only known at run time. JavaScript only, and only in bundles that are modules."""


def import_module(url: str) -> object:
    """A promise of the module's namespace. The URL is passed in a variable, so that bundlers don't look for a file."""
    return js_raw('((target) => import(/* @vite-ignore */ target))')(url)
