"""internalBinding('messaging'): message ports and structured clone.

Both ends of a channel live in this process: there are no worker threads yet, so queues are plain lists and
`receiveMessageOnPort` is exact. The library re-parents MessagePort's prototype, so a port carries all methods that it needs itself.
"""
from __future__ import annotations

from runtime_py.node.cloning import clone_error, clone_value
from runtime_py.node.host import HandleWrap, hidden
from runtime_py.node.message_ports import PortEnd, entangle, join_group
from runtime_py.node.wiring import call_back, coded_error, realm


class MessagePort:
    def __init__(self) -> None:
        raise coded_error(TypeError, 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called')

    def postMessage(self, value: object, transfer: object = None) -> bool:
        end = self._end
        if end.closed:
            return True
        entries = transfer_list(transfer)
        if self in entries:
            raise clone_error('Transfer list contains source port')
        if end.group != '':
            for other in end.others():
                other.receive(clone_message(value, []))
            return True
        end.post(clone_message(value, entries))
        return True

    def start(self) -> None:
        self._started = True
        if self._end.waiting > 0:
            self.wake()

    def wake(self) -> None:
        if self._started and not self._scheduled:
            self._scheduled = True
            realm().loop.enqueue(lambda: self._deliver_one())

    def _deliver_one(self) -> None:
        self._scheduled = False
        if not self._started or self._end.closed:
            return
        if self._end.waiting > 0:
            self._emit(self._end.take())
        if self._end.waiting > 0:
            self.wake()
        elif self._peer_gone:
            self.close()

    def _emit(self, message: object) -> None:
        call_back(self, realm().per_context.emitMessage, [message[0], message[1], 'message'])

    def peer_closed(self) -> None:
        self._peer_gone = True
        realm().loop.enqueue(lambda: self._close_after_peer())

    def _close_after_peer(self) -> None:
        if not self._end.closed and (self._end.waiting == 0 or not self._started):
            self.close()

    def release(self) -> None:
        self._end.close()


class MessageChannel:
    def __init__(self) -> None:
        self.port1 = make_port(None)
        self.port2 = make_port(None)
        entangle(self.port1._end, self.port2._end)


def make_port(end: object) -> object:
    """A port around an end: a new one, or the end of a port that was transferred."""
    port = Reflect.construct(HandleWrap, ['MESSAGEPORT'], MessagePort)
    hidden(port, '_started', False)
    hidden(port, '_scheduled', False)
    hidden(port, '_peer_gone', False)
    if end is None:
        end = PortEnd(port)
    else:
        end.owner = port
    hidden(port, '_end', end)
    port.set_active(True)
    initialise = port[realm().symbols.oninit]
    if js_typeof(initialise) == 'function':
        initialise.call(port)
    return port


def transfer_list(transfer: object) -> list:
    if transfer is None:
        return []
    if Array.isArray(transfer):
        return transfer
    inner = transfer.transfer
    return [] if inner is None else list(inner)


def clone_message(value: object, transfer: list) -> list:
    ports = [entry for entry in transfer if js_instanceof(entry, MessagePort)]
    rest = [entry for entry in transfer if not js_instanceof(entry, MessagePort)]
    moved = [make_port(detach(port)) for port in ports]
    return [clone_value(value, rest, ports, moved), moved]


def detach(port: object) -> object:
    """Take the end out of a port, which is then closed without closing the channel."""
    end = port._end
    port._end = PortEnd(port)
    port.close()
    return end


def stop_port(port: object) -> None:
    if js_instanceof(port, MessagePort):
        port._started = False


def drain_port(port: object) -> None:
    while not port._end.closed and port._end.waiting > 0:
        port._emit(port._end.take())


def receive_message(port: object) -> object:
    if not js_instanceof(port, MessagePort):
        raise coded_error(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance')
    if port._end.closed or port._end.waiting == 0:
        return realm().symbols.no_message_symbol
    return port._end.take()[0]


def broadcast_channel(name: str) -> object:
    port = make_port(None)
    join_group(port._end, name)
    return port


def structured_clone(value: object, options: object = None) -> object:
    return clone_message(value, transfer_list(options))[0]


def expose_dom_exception(target: object) -> None:
    Object.defineProperty(target, 'DOMException', {
        'configurable': True, 'enumerable': False,
        'get': lambda: realm().per_context.DOMException,
        'set': lambda value: Object.defineProperty(target, 'DOMException', {'value': value, 'writable': True, 'configurable': True, 'enumerable': False}),
    })


def adopt_handle_methods() -> None:
    for base in [Object.getPrototypeOf(HandleWrap.prototype), HandleWrap.prototype]:
        for name in Object.getOwnPropertyNames(base):
            if not Object.hasOwn(MessagePort.prototype, name):
                Object.defineProperty(MessagePort.prototype, name, Object.getOwnPropertyDescriptor(base, name))


def create(realm: object, seed: object) -> object:
    adopt_handle_methods()
    Object.setPrototypeOf(MessagePort.prototype, HandleWrap.prototype)
    binding = {
        'MessageChannel': MessageChannel, 'MessagePort': MessagePort, 'exposeLazyDOMExceptionProperty': expose_dom_exception,
        'stopMessagePort': stop_port, 'drainMessagePort': drain_port, 'receiveMessageOnPort': receive_message,
        'moveMessagePortToContext': lambda port, context: port, 'setDeserializerCreateObjectFunction': lambda make: js_undefined,
        'broadcastChannel': broadcast_channel, 'structuredClone': structured_clone,
    }
    Object.defineProperty(binding, 'DOMException', {'enumerable': True, 'configurable': True, 'get': lambda: realm.per_context.DOMException})
    return binding
