"""`import()` of a URL that is known when it runs. JavaScript only, and only in bundles that are modules."""


def import_module(url: str) -> object:
    """A promise of the module's namespace. In a variable, so that no bundler looks for a file."""
    return js_raw('((target) => import(/* @vite-ignore */ target))')(url)
