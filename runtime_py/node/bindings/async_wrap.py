"""internalBinding('async_wrap'): the stack of async ids, shared with the library as typed arrays, and the hooks that it
sets."""

from __future__ import annotations

from runtime_py.node.async_context.execution import stack
from runtime_py.node.async_context.promise_hooks import promise_hooks


def create(realm: object, binding_data: object) -> object:
    stack.use(binding_data.async_hook_fields, binding_data.async_id_fields, binding_data.async_ids_stack)
    stack.on_grow = lambda shared: share(realm.get_binding('async_wrap'), shared)
    stack.later = lambda call: realm.loop.enqueue_native_immediate(call)
    stack.on_corrupt = lambda actual, expected: corrupt(realm, actual, expected)

    def setup_hooks(hooks):
        stack.hooks = hooks

    def set_trampoline(trampoline=js_undefined):
        stack.trampoline = trampoline

    return {
        'async_hook_fields': stack.fields,
        'async_id_fields': stack.ids,
        'async_ids_stack': stack.shared,
        'execution_async_resources': stack.resources,
        'setupHooks': setup_hooks,
        'setCallbackTrampoline': set_trampoline,
        'pushAsyncContext': lambda async_id, trigger_id, resource: stack.push(async_id, trigger_id, resource),
        'popAsyncContext': lambda async_id: stack.pop(async_id),
        'clearAsyncIdStack': lambda: stack.clear(),
        'executionAsyncResource': lambda index: stack.resources[index],
        'queueDestroyAsyncId': lambda async_id: stack.emit_destroy(async_id),
        'registerDestroyHook': lambda resource, async_id, flag: stack.destroy_when_collected(resource, async_id, flag),
        'setPromiseHooks': lambda init, before, after, settled: promise_hooks.use(init, before, after, settled),
        'getPromiseHooks': lambda: promise_hooks.functions(),
    }


def share(binding: object, shared: object) -> None:
    """The library reads the binding's property each time."""
    binding.async_ids_stack = shared


def corrupt(realm: object, actual: int, expected: int) -> None:
    """A program popped ids that it hadn't pushed: async_hooks would no longer be correct
    (FailWithCorruptedAsyncStack)."""
    realm.write_error(
        f'Error: async hook stack has become corrupted (actual: {actual}, expected: {expected})\n{Error().stack}\n'
    )
    realm.exit(1)
