"""internalBinding('async_context_frame'): the store of AsyncLocalStorage. It follows callbacks; across `await` a browser offers no way to carry it."""
from __future__ import annotations


class _Frame:
    def __init__(self) -> None:
        self.data = js_undefined


def create(realm: object, seed: object) -> object:
    frame = _Frame()

    def put(data):
        realm.loop.forget_clean()
        frame.data = data
    return {'getContinuationPreservedEmbedderData': lambda: frame.data, 'setContinuationPreservedEmbedderData': put}
