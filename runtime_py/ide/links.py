"""The links that the page opens for a program: an allow-list of schemes, because `javascript:` runs code, and other
schemes belong to the page or the browser.

Must not know where the links are shown."""

SCHEMES = ['http://', 'https://', 'mailto:']


def is_link(text: str) -> bool:
    """Checks the first characters unchanged: browsers ignore blanks and line feeds around or in a scheme."""
    lowered = text.lower()
    return any([lowered.startswith(scheme) for scheme in SCHEMES])
