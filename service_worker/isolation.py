"""The headers that make pages cross-origin isolated, and other needs of a copied response.

Knows which engine accepts `credentialless`. Must not know caches or the gateway.
"""

from runtime_py.platform.gateway_response import NULL_BODY

# what neither our own page nor a preview in it uses; what isn't listed is the browser's default, which previews may use
_UNUSED = [
    'accelerometer',
    'browsing-topics',
    'compute-pressure',
    'display-capture',
    'gyroscope',
    'hid',
    'idle-detection',
    'local-fonts',
    'magnetometer',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'window-management',
    'xr-spatial-tracking',
]
PERMISSIONS = ', '.join([f'{name}=()' for name in _UNUSED])


def supports_credentialless() -> bool:
    """Chromium and Firefox do; WebKit ignores the value, and its pages would not be isolated."""
    agent = globalThis.navigator.userAgent
    return 'Chrome/' in agent or 'Chromium/' in agent or 'Firefox/' in agent


def page_embedder_policy(wanted: str) -> str:
    return 'credentialless' if wanted == 'credentialless' and supports_credentialless() else 'require-corp'


def preview_embedder_policy() -> str:
    """Lets a preview load resources of other sites without CORP, if the engine has a way to allow it."""
    return 'credentialless' if supports_credentialless() else 'require-corp'


def isolate(headers: object, embedder_policy: str) -> None:
    headers.set('cross-origin-opener-policy', 'same-origin')
    headers.set('cross-origin-embedder-policy', embedder_policy)
    headers.set('cross-origin-resource-policy', 'cross-origin')


def own_page_response(response: object, embedder_policy: str, head_only: bool) -> object:
    """Our own page, with no permission that it doesn't use."""
    found = isolated_response(response, embedder_policy, head_only)
    found.headers.set('permissions-policy', PERMISSIONS)
    found.headers.set('x-content-type-options', 'nosniff')
    return found


def machine_frame_response(response: object, embedder_policy: str, head_only: bool) -> object:
    """The page that holds a machine for a page of another origin, in a frame: isolated whatever that page is, where the
    engine can (Chromium)."""
    found = isolated_response(response, embedder_policy, head_only)
    found.headers.set('document-isolation-policy', 'isolate-and-require-corp')
    return found


def isolated_response(response: object, embedder_policy: str, head_only: bool) -> object:
    """The response with the headers added. Opaque ones can't be copied and stay unchanged."""
    if response.type == 'opaque' or response.type == 'opaqueredirect' or response.type == 'error':
        return response
    headers = Headers(response.headers)
    isolate(headers, embedder_policy)
    body = None if head_only or response.status in NULL_BODY else response.body
    return Response(body, {'status': response.status, 'statusText': response.statusText, 'headers': headers})
