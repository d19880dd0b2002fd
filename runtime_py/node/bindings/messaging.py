"""internalBinding('messaging'): message ports, broadcast channels and structured clone.

The queues are in shared memory, so `receiveMessageOnPort` is exact between threads too. The library puts MessagePort's
prototype under NodeEventTarget and copies what it needs of its base class, so a port's own state is stored elsewhere
(message_ports.py)."""

from __future__ import annotations

from runtime_py.node.engine.reflected import show_as_data
from runtime_py.node.messaging.clone_reader import read_message, set_create_object
from runtime_py.node.messaging.cloning import write_message
from runtime_py.node.messaging.message_ports import PortState, share, state_of
from runtime_py.node.realm.callbacks import call_back, coded_error, realm
from runtime_py.node.realm.host import define


class PortHandle:
    """The methods of HandleWrap that a port has."""

    _async_id: int

    def close(self, callback: object = None) -> None:
        state = state_of(self)
        if state is not None:
            state.close()

    def ref(self) -> None:
        if state_of(self) is not None:
            state_of(self).ref()

    def unref(self) -> None:
        if state_of(self) is not None:
            state_of(self).unref()

    def hasRef(self) -> bool:
        state = state_of(self)
        if state is None:
            raise coded_error(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type MessagePort')
        return js_undefined if state.closed else state.has_ref()

    def getAsyncId(self) -> int:
        return self._async_id


def refuse_construction() -> None:
    """Callable, as in C++, but it always throws."""
    raise coded_error(TypeError, 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called')


class PortMethods(PortHandle):
    """The methods of MessagePort itself."""

    def postMessage(self, *args) -> object:
        if len(args) == 0:
            raise coded_error(TypeError, 'ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage')
        entries = transfer_list(args[1])
        state = state_of(self)
        peer = other_end(state)
        parcel = write_message(args[0], entries, self)
        if state is None or state.is_detached:
            return True if state is not None and state.was_moved else js_undefined
        if peer != 0 and peer in parcel.ports:
            realm().process.emitWarning('The target port was posted to itself, and the communication channel was lost')
            state.close()
            return True
        state.post(parcel.data, parcel.ports, parcel.objects)
        return True

    def start(self) -> None:
        state = state_of(self)
        if state is not None and not state.is_detached:
            state.start()


def other_end(state: PortState | None) -> int:
    if state is None or state.is_detached:
        return 0
    found = realm().system.with_ports(lambda boxes: boxes.others(state.address))
    return found[0] if len(found) == 1 else 0


def transfer_list(option: object) -> list:
    """Null and undefined mean none; otherwise an iterable, or options whose `transfer` is one."""
    if option is None:
        return []
    if js_typeof(option) != 'object':
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'Optional transferList argument must be an iterable')
    entries = entries_of(option)
    if entries is not None:
        return entries
    inner = option.transfer
    if inner is js_undefined:
        return []
    entries = entries_of(inner)
    if entries is None:
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'Optional options.transfer argument must be an iterable')
    return entries


def entries_of(source: object) -> list | None:
    """The items of an iterable; None if it isn't one, for whatever reason (ReadIterable of src/node_messaging.cc)."""
    if js_typeof(source) != 'object' or source is None:
        return None
    if Array.isArray(source):
        return source
    make = source[Symbol.iterator]
    iterator = make.call(source) if js_typeof(make) == 'function' else None
    if js_typeof(iterator) != 'object' or iterator is None or js_typeof(iterator['next']) != 'function':
        return None
    step = iterator['next']
    found = []
    while True:
        result = step.call(iterator)
        if js_typeof(result) != 'object' or result is None:
            return None
        if result['done']:
            return found
        found.push(result['value'])


def message_channel() -> object:
    if js_typeof(js_this) != 'object' or not js_instanceof(js_this, _channel[0]):
        raise coded_error(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`')
    system = realm().system
    ends = system.make_channel(system.thread, system.thread)
    js_this.port1 = make_port(ends[0])
    js_this.port2 = make_port(ends[1])


_channel = []
_port_class = []


def make_port(address: int) -> object:
    """A MessagePort of this thread for an address that it owns. 0: there was no memory for it."""
    if address == 0:
        raise coded_error(Error, 'ENOMEM', 'not enough memory')
    return port_of(_port_class[0].prototype, address)


def port_of(prototype: object, address: int) -> object:
    port = Object.create(prototype)
    state = PortState(port, address)
    state.deliver = lambda: emit_next(state)
    initialise = port[realm().symbols.oninit]
    if js_typeof(initialise) == 'function':
        initialise.call(port)
    return port


def context_prototype(context: object) -> object:
    """Ports in a vm context are no EventTargets: they have only `onmessage` and their own methods. One prototype per
    context."""
    found = _context_prototypes.get(context)
    if found is None:

        def MessagePort():
            refuse_construction()

        kind = js_func(MessagePort)
        found = kind.prototype
        add_methods(found)
        for name in ['close', 'ref', 'unref', 'hasRef']:
            define_method(found, name, PortHandle.prototype[name])
        _context_prototypes.set(context, found)
    return found


_context_prototypes = js_new(globalThis.WeakMap)


def open_letter(state: PortState) -> list:
    """[value, ports] of the next message, which must exist. Raises what deserialization raises."""
    letter = state.take()
    system = realm().system
    ports = []
    for address in letter.ports:
        move_here(address)
        ports.push(port_of(Object.getPrototypeOf(state.port), address))
    objects = system.object_transfer.take(letter.objects)
    return [read_message(letter.data, ports, objects, js_instanceof(state.port, _port_class[0])), ports]


def move_here(address: int) -> None:
    system = realm().system
    system.with_ports(lambda boxes: boxes.move(address, system.thread))


def emit_next(state: PortState) -> None:
    emit = realm().per_context.emitMessage
    try:
        found = open_letter(state)
    except Exception as error:
        call_back(state.port, emit, [error, js_undefined, 'messageerror'])
        return
    call_back(state.port, emit, [found[0], found[1] if len(found[1]) > 0 else js_undefined, 'message'])


def stop_port(port: object) -> None:
    if state_of(port) is not None:
        state_of(port).started = False


def drain_port(port: object) -> None:
    state = state_of(port)
    while state is not None and not state.is_detached and state.has_message():
        emit_next(state)


def receive_message(port: object) -> object:
    state = state_of(port) if js_typeof(port) == 'object' and port is not None else None
    if state is None:
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance')
    if state.is_detached or not state.has_message():
        return realm().symbols.no_message_symbol
    return open_letter(state)[0]


def broadcast_channel(name: str) -> object:
    system = realm().system
    address = system.make_port(system.thread)
    port = make_port(address)
    if system.with_ports(lambda boxes: boxes.join_group(address, name)) < 0:
        raise coded_error(Error, 'ENOMEM', 'not enough memory')
    return port


def structured_clone(value: object, options: object = None) -> object:
    """Clones through a parcel that never leaves this thread."""
    parcel = write_message(value, transfer_list(options), None)
    ports = []
    for address in parcel.ports:
        move_here(address)
        ports.push(make_port(address))
    numbers = [share(each, True) for each in parcel.objects]
    return read_message(parcel.data, ports, realm().system.object_transfer.take(numbers), True)


def move_to_context(port: object, context: object) -> object:
    """A port of the context for the same mailbox; the given port becomes unusable."""
    if js_typeof(port) != 'object' or port is None or state_of(port) is None:
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance')
    if (
        js_typeof(context) != 'object'
        or context is None
        or context[realm().private_symbols.contextify_context_private_symbol] is None
    ):
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'Invalid context argument')
    return port_of(context_prototype(context), state_of(port).hand_over())


def constructor(name: str, body: object) -> object:
    made = js_func(body)
    Object.defineProperty(made, 'name', {'value': name, 'configurable': True})
    return made


def define_method(target: object, name: str, method: object) -> None:
    Object.defineProperty(target, name, {'value': method, 'writable': True, 'enumerable': True, 'configurable': True})


def add_methods(prototype: object) -> None:
    for name in ['postMessage', 'start']:
        define_method(prototype, name, PortMethods.prototype[name])


def expose_dom_exception(target: object) -> None:
    def settle(value):
        define(target, 'DOMException', {'value': value, 'writable': True, 'configurable': True, 'enumerable': False})

    def get():
        settle(realm().per_context.DOMException)
        return realm().per_context.DOMException

    define(
        target,
        'DOMException',
        {'configurable': True, 'enumerable': False, 'get': show_as_data(get), 'set': settle},
    )


def create(realm: object, binding_data: object) -> object:
    channel = constructor('MessageChannel', message_channel)

    def MessagePort():
        refuse_construction()

    port = js_func(MessagePort)  # V8 shows the function's own name in stacks
    add_methods(port.prototype)
    Object.setPrototypeOf(port.prototype, PortHandle.prototype)
    _channel.append(channel)
    _port_class.append(port)
    binding = {
        'MessageChannel': channel,
        'MessagePort': port,
        'exposeLazyDOMExceptionProperty': expose_dom_exception,
        'stopMessagePort': stop_port,
        'drainMessagePort': drain_port,
        'receiveMessageOnPort': receive_message,
        'moveMessagePortToContext': move_to_context,
        'setDeserializerCreateObjectFunction': set_create_object,
        'broadcastChannel': broadcast_channel,
        'structuredClone': structured_clone,
    }
    Object.defineProperty(
        binding,
        'DOMException',
        {'enumerable': True, 'configurable': True, 'get': lambda: realm.per_context.DOMException},
    )
    return binding
