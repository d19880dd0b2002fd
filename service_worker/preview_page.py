"""The tags inserted before the first script of a server's page, and the targets of its redirects, if previews are paths
of the machine's own origin.

`tags_of` is also used for previews on separate origins. Must not know how the response was obtained.
"""

from service_worker.html import relax_policy, script_tag
from service_worker.precache import base_path
from service_worker.preview_scripts import foreign_sources, script_tags
from service_worker.routing import PRIVATE_FOLDER, SHIM_PATH, location_for_page, preview_port, preview_prefix


class PrefixedPage:
    """`target.prefixed`: the request had the prefix, so its redirects keep it."""

    def __init__(self, target: object, settings: object):
        self._target = target
        self._settings = settings
        self.is_sandboxed = False

    def location(self, value: str) -> str:
        """On the same origin, a page knows its server by the host's name, and the server may use that name."""
        own = globalThis.location.origin
        is_own = value.startswith(own + '/') and preview_port(base_path(), value[len(own) :]) == 0
        path = value[len(own) :] if is_own else value
        return location_for_page(base_path(), self._target.port, self._target.prefixed, path)

    def tags(self, head: object, headers: object) -> str:
        where = [['data-base', base_path()], ['data-port', str(self._target.port)]]
        return tags_of(preview_prefix(base_path(), self._target.port), where, head, headers, self._settings)


def tags_of(prefix: str, where: list, head: object, headers: object, settings: object) -> str:
    """The shim and the embedder's scripts, below `prefix`; changes policies in `headers` so that they can run. `where`:
    attributes with the shim's location."""
    nonce = ''
    scripts = settings.previewScripts or []
    sources = [globalThis.location.origin + prefix + PRIVATE_FOLDER, *foreign_sources(scripts)]
    for name in ['content-security-policy', 'content-security-policy-report-only']:
        policy = headers.get(name)
        if policy is not None:
            nonce = nonce or globalThis.crypto.randomUUID()
            headers.set(name, relax_policy(policy, nonce, sources))
    forwarded = settings.forwardPreviewErrors
    errors = 'exceptions' if forwarded == 'exceptions-only' else 'all' if forwarded else 'none'
    attributes = [*where, ['data-cookies', head.cookies], ['data-errors', errors]]
    return script_tag(prefix + SHIM_PATH, attributes, nonce) + script_tags(scripts, prefix, nonce)
