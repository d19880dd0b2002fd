"""internalBinding('async_wrap'): the stack of async ids, shared with the library as typed arrays.

Promise hooks are refused: a browser has none."""
from __future__ import annotations

STACK_LENGTH = 8        # field of async_hook_fields: kStackLength
USES_CALLBACK_TRAMPOLINE = 6


def create(realm: object, seed: object) -> object:
    fields = seed.async_hook_fields
    ids = seed.async_id_fields
    shared_stack = seed.async_ids_stack
    fields.fill(0)
    fields[USES_CALLBACK_TRAMPOLINE] = 1
    ids[0] = 0
    ids[1] = 0
    ids[2] = 1
    ids[3] = -1
    resources = []
    stack = []      # what is deeper than the shared typed array

    def push(async_id, trigger_id, resource):
        offset = fields[STACK_LENGTH]
        stack[offset] = [ids[0], ids[1]]
        fields[STACK_LENGTH] += 1
        ids[0] = async_id
        ids[1] = trigger_id
        if resource is not None:
            resources[offset] = resource

    def pop(async_id):
        if fields[STACK_LENGTH] == 0:
            return False
        fields[STACK_LENGTH] -= 1
        offset = fields[STACK_LENGTH]
        if offset * 2 < shared_stack.length and stack[offset] is None:
            ids[0] = shared_stack[offset * 2]
            ids[1] = shared_stack[offset * 2 + 1]
        else:
            ids[0] = stack[offset][0]
            ids[1] = stack[offset][1]
            stack[offset] = js_undefined
        resources.length = Math.min(resources.length, offset)
        return fields[STACK_LENGTH] > 0

    def clear():
        fields[STACK_LENGTH] = 0
        ids[0] = 0
        ids[1] = 0
        resources.length = 0
        stack.length = 0

    def set_promise_hooks(*hooks):
        for hook in hooks:
            if js_typeof(hook) == 'function':
                realm.promise_hooks_wanted = True
    return {
        'async_hook_fields': fields, 'async_id_fields': ids, 'async_ids_stack': shared_stack, 'execution_async_resources': resources,
        'setupHooks': lambda hooks: setattr(realm, 'async_hooks', hooks), 'setCallbackTrampoline': lambda trampoline: js_undefined,
        'pushAsyncContext': push, 'popAsyncContext': pop, 'executionAsyncResource': lambda index: resources[index], 'clearAsyncIdStack': clear,
        'queueDestroyAsyncId': lambda async_id: js_undefined, 'setPromiseHooks': set_promise_hooks,
        'getPromiseHooks': lambda: [js_undefined, js_undefined, js_undefined, js_undefined], 'registerDestroyHook': lambda *args: js_undefined,
    }
