"""The headers that make pages cross-origin isolated, and other needs of a copied response.

Knows which engine accepts `credentialless`. Must not know caches or the gateway.
"""

NULL_BODY = [101, 103, 204, 205, 304]


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


def isolated_response(response: object, embedder_policy: str, head_only: bool) -> object:
    """The response with the headers added. Opaque ones can't be copied and stay unchanged."""
    if response.type == 'opaque' or response.type == 'opaqueredirect' or response.type == 'error':
        return response
    headers = Headers(response.headers)
    isolate(headers, embedder_policy)
    body = None if head_only or response.status in NULL_BODY else response.body
    return Response(body, {'status': response.status, 'statusText': response.statusText, 'headers': headers})
