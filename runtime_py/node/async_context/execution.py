"""Tracks the running callback: the stack of async ids that the library reads in typed arrays, and the scope of one
callback (src/env.cc AsyncHooks, src/api/callback.cc).

Knows: async_wrap's arrays, the library's hooks. Must not know: the loop, or the kinds of receivers."""

from __future__ import annotations

from runtime_py.node.async_context.frame import context

# indices in async_hook_fields (AsyncHooks::Fields)
INIT = 0
BEFORE = 1
AFTER = 2
DESTROY = 3
CHECK = 6
STACK_LENGTH = 7
USES_EXECUTION_RESOURCE = 8
# indices in async_id_fields
EXECUTION_ID = 0
TRIGGER_ID = 1
COUNTER = 2
DEFAULT_TRIGGER_ID = 3

_Registry = globalThis.FinalizationRegistry


class AsyncStack:
    """`shared` is the stack, which the library writes too; when full, it is replaced by a longer one, and `on_grow` is
    called."""

    def __init__(self) -> None:
        self.fields = js_undefined
        self.ids = js_undefined
        self.shared = js_undefined
        self.resources = []
        self.hooks = None  # the library's hooks: init, before, after, destroy
        self.trampoline = js_undefined
        self.on_corrupt = None  # called with the actual and the expected id
        self.on_grow = None
        self.later = None  # runs a function in a later turn
        self._destroyed = []
        self._registry = None

    def use(self, fields: object, ids: object, shared: object) -> None:
        fields.fill(0)
        fields[CHECK] = 1
        ids[EXECUTION_ID] = 0
        ids[TRIGGER_ID] = 0
        ids[COUNTER] = 1
        ids[DEFAULT_TRIGGER_ID] = -1
        self.fields = fields
        self.ids = ids
        self.shared = shared

    def new_id(self) -> int:
        self.ids[COUNTER] += 1
        return self.ids[COUNTER]

    def default_trigger(self) -> int:
        return self.ids[DEFAULT_TRIGGER_ID] if self.ids[DEFAULT_TRIGGER_ID] >= 0 else self.ids[EXECUTION_ID]

    def with_trigger(self, async_id: int, make: object) -> object:
        """Calls `make` with another resource as trigger (DefaultTriggerAsyncIdScope)."""
        before = self.ids[DEFAULT_TRIGGER_ID]
        self.ids[DEFAULT_TRIGGER_ID] = async_id
        try:
            return make()
        finally:
            self.ids[DEFAULT_TRIGGER_ID] = before

    # the stack

    def push(self, async_id: int, trigger_id: int, resource: object) -> None:
        ids = self.ids
        offset = self.fields[STACK_LENGTH]
        if offset * 2 >= self.shared.length:
            self._grow()
        self.shared[offset * 2] = ids[EXECUTION_ID]
        self.shared[offset * 2 + 1] = ids[TRIGGER_ID]
        self.fields[STACK_LENGTH] = offset + 1
        ids[EXECUTION_ID] = async_id
        ids[TRIGGER_ID] = trigger_id
        if resource is not None:
            self.resources[offset] = resource

    def pop(self, async_id: int) -> bool:
        """False when that was the last one, or the stack was cleared meanwhile."""
        ids = self.ids
        offset = self.fields[STACK_LENGTH] - 1
        if offset < 0:
            return False
        if self.fields[CHECK] > 0 and ids[EXECUTION_ID] != async_id:
            below = self._find(async_id, offset)
            if below < 0:
                self.on_corrupt(ids[EXECUTION_ID], async_id)
            else:
                offset = below
        ids[EXECUTION_ID] = self.shared[offset * 2]
        ids[TRIGGER_ID] = self.shared[offset * 2 + 1]
        self.fields[STACK_LENGTH] = offset
        self.resources.length = Math.min(self.resources.length, offset)
        return offset > 0

    def pop_if(self, async_id: int) -> None:
        """Pops the id if it is on top."""
        if self.fields[STACK_LENGTH] > 0 and self.ids[EXECUTION_ID] == async_id:
            self.pop(async_id)

    def clear(self) -> None:
        self.fields[STACK_LENGTH] = 0
        self.ids[EXECUTION_ID] = 0
        self.ids[TRIGGER_ID] = 0
        self.resources.length = 0

    def _find(self, async_id: int, offset: int) -> int:
        """The position of an id below the top; -1 when it isn't there. The library failed to pop the ids above it when
        a recursion filled the stack."""
        while offset > 0:
            if self.shared[offset * 2] == async_id:
                return offset - 1
            offset -= 1
        return -1

    def _grow(self) -> None:
        longer = Float64Array(self.shared.length * 2)
        longer.set(self.shared)
        self.shared = longer
        self.on_grow(longer)

    # objects

    def emit_init(self, async_id: int, kind: str, trigger_id: int, resource: object) -> None:
        if self.fields[INIT] > 0 and self.hooks is not None:
            self.hooks.init(async_id, kind, trigger_id, resource)

    def emit_destroy(self, async_id: int) -> None:
        """Emits all at once in a later turn, which doesn't keep the process alive."""
        if async_id <= 0 or self.hooks is None or self.fields[DESTROY] == 0:
            return
        self._destroyed.push(async_id)
        if self._destroyed.length == 1:
            self.later(lambda: self._destroy_all())

    def _destroy_all(self) -> None:
        while self._destroyed.length > 0:
            ids = self._destroyed
            self._destroyed = []
            for async_id in ids:
                self.hooks.destroy(async_id)

    def destroy_when_collected(self, resource: object, async_id: int, flag: object) -> None:
        """`flag.destroyed` means that the resource has already emitted it."""
        if self._registry is None:
            self._registry = js_new(_Registry, lambda held: self._collected(held[0], held[1]))
        self._registry.register(resource, [async_id, flag])

    def _collected(self, async_id: int, flag: object) -> None:
        if flag is None or not flag.destroyed:
            self.emit_destroy(async_id)

    # callbacks

    def run(self, receiver: object, target: object, args: list, is_outermost: bool) -> object:
        """Runs the callback within its ids and its frame. When the outermost one throws, both stay for the exception
        handler, which clears the ids."""
        has_ids = receiver is not None and js_typeof(receiver._async_id) == 'number'
        async_id = receiver._async_id if has_ids else 0
        fields = self.fields
        with_trampoline = (
            js_typeof(self.trampoline) == 'function'
            and fields[BEFORE] + fields[AFTER] + fields[USES_EXECUTION_RESOURCE] > 0
        )
        before = (
            context.exchange(receiver._context_frame if has_ids else js_undefined) if context.active else js_undefined
        )
        self.push(async_id, receiver._trigger_id if has_ids else 0, receiver)
        failed = True
        try:
            if with_trampoline:
                result = self.trampoline.call(receiver, async_id, receiver, target, *args)
            else:
                result = Reflect.apply(target, receiver, args)
            failed = False
        finally:
            if not failed or not is_outermost:
                context.frame = before
                self.pop(async_id)
            if has_ids and receiver._ends_with_callback:
                receiver.has_ended()
                self.emit_destroy(async_id)
        return result


stack = AsyncStack()
