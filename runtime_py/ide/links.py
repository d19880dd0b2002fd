"""Which links the page opens for a program: an allow-list of schemes, since `javascript:` runs code, and others belong to the page or the browser.

Must not know where they are shown."""

SCHEMES = ['http://', 'https://', 'mailto:']


def is_link(text: str) -> bool:
    """By its first characters as they are: browsers skip blanks and line feeds that a scheme has around or in it, and read on."""
    lowered = text.lower()
    return any([lowered.startswith(scheme) for scheme in SCHEMES])
