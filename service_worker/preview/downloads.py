"""Links with `download`: Chromium asks the host for them, past the service worker. So a hidden frame goes to an address whose answer is a download.

Must not know other links.
"""

from service_worker.preview.urls import Place
from service_worker.routing import download_path

KEPT_MS = 60000     # a frame whose download has not begun: its server takes long


def is_download(link: object) -> bool:
    return link.localName == 'a' and link.hasAttribute('download')


def download(place: Place, link: object) -> bool:
    """False when the browser does it rightly by itself: another origin's file, or one that is no request."""
    if not URL.canParse(link.href, document.baseURI) or link.protocol not in ['http:', 'https:']:
        return False
    real = place.real(link.href)
    if real is None or not real.startswith(window.origin + place.prefix + '/'):
        return False
    path = real[len(window.origin) + len(place.prefix) :].split('#')[0]
    frame = document.createElement('iframe')
    frame.style.display = 'none'
    frame.src = place.prefix + download_path(link.getAttribute('download'), path)
    document.documentElement.append(frame)
    setTimeout(lambda: frame.remove(), KEPT_MS)
    return True
