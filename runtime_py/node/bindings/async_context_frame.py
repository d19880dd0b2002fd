"""internalBinding('async_context_frame'): the store of AsyncLocalStorage."""

from __future__ import annotations

from runtime_py.node.async_context.frame import context


def create(realm: object, binding_data: object) -> object:
    def put(frame):
        realm.loop.forget_clean()
        context.enter(frame)

    return {'getContinuationPreservedEmbedderData': lambda: context.frame, 'setContinuationPreservedEmbedderData': put}
