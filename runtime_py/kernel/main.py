"""Entry of the kernel worker."""

from runtime_py.kernel.boot import Boot
from runtime_py.kernel.page_link import PageLink
from runtime_py.platform.workers import say_loaded

_link = PageLink()
say_loaded()
Boot(_link)
_link.post({'event': 'loaded'}, [])  # the page waits for this with a limit
