"""The ports of this thread: each is an event loop handle over a mailbox in shared memory (sys/mailboxes.py).

A port is open (it has an address) -> transferred in a message, or closed; then its address is 0.
Knows: order and mail, what keeps the loop alive. Must not know: cloning, the library's classes."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.node.async_context.execution import stack
from runtime_py.node.async_context.frame import context
from runtime_py.node.messaging.states import CLOSED, CLOSING, OPEN, PORT
from runtime_py.node.realm.callbacks import realm
from runtime_py.node.realm.host import hidden
from runtime_py.platform.maps import Map, Set
from runtime_py.sys.layout import MAIL
from runtime_py.sys.mailboxes import NOBODY, Letter, Mailboxes
from runtime_py.sys.watching import Watch

_states = js_new(globalThis.WeakMap)
_open: Map[int, PortState] = Map()
_waiting: Set[int] = Set()  # addresses of ports whose first message refers to objects that haven't arrived yet
_watches: list[Watch] = []
MOST_MESSAGES = 1000  # messages for one port before the others have their turn


def state_of(port: object) -> PortState | None:
    """None if it isn't a port."""
    return _states.get(port)


class PortState:
    """The binding sets `deliver()`: it takes and emits one message."""

    def __init__(self, port: object, address: int) -> None:
        self.port = port
        self.address = address
        self.order = next_order()
        hidden(port, '_async_id', stack.new_id())
        hidden(port, '_trigger_id', stack.default_trigger())
        hidden(port, '_context_frame', context.frame)
        self.deliver = lambda: None
        self.started = False
        self.was_moved = False  # to another context of this thread
        self._state = OPEN
        self._referenced = False
        _states.set(port, self)
        stack.emit_init(port._async_id, 'MESSAGEPORT', port._trigger_id, port)
        _open.set(address, self)
        listen()
        self.ref()
        if self._boxes(lambda boxes: boxes.has_letter(address) or boxes.peer_is_closed(address)):
            self.wake()

    def _boxes(self, call: object) -> object:
        return realm().system.with_ports(call)

    @property
    def is_detached(self) -> bool:
        """Whether it was transferred or closed, or is about to be."""
        return self.address == 0 or self._state != OPEN

    @property
    def closed(self) -> bool:
        return self._state == CLOSED

    def _step(self, state: int) -> None:
        PORT.check(self._state, state)
        self._state = state

    # the loop

    def ref(self) -> None:
        self._referenced = True
        self._count()

    def unref(self) -> None:
        self._referenced = False
        self._count()

    def has_ref(self) -> bool:
        return self._referenced and not self.closed

    def _count(self) -> None:
        realm().loop.keep(self.port, self._referenced and self._state == OPEN)

    def start(self) -> None:
        self.started = True
        if self.address != 0 and self.has_message():
            self.wake()

    def wake(self) -> None:
        """Something happened: looks in a later turn."""
        passes.add(self)

    def look(self) -> bool:
        """Delivers one message; True when there is another."""
        if self.is_detached:
            return False
        if self.started and self.has_message():
            self.deliver()
        if self.is_detached:
            return False
        if self.has_message():
            return self.started
        if not _waiting.has(self.address) and self._boxes(lambda boxes: boxes.peer_is_closed(self.address)):
            self.close()
        return False

    # messages

    def has_message(self) -> bool:
        """Whether a message can be taken: the objects that it refers to have arrived."""
        address = self.address
        numbers = self._boxes(lambda boxes: boxes.objects(address) if boxes.has_letter(address) else None)
        if numbers is None:
            return False
        missing = [number for number in numbers if not realm().system.object_transfer.has(number)]
        if len(missing) > 0:
            _waiting.add(address)
        return len(missing) == 0

    def take(self) -> Letter:
        address = self.address
        return self._boxes(lambda boxes: boxes.take(address))

    def post(self, data: Uint8Array, ports: list, objects: list) -> None:
        """Posts to the other end; each member of a group gets a copy. `objects` are sent through
        kernel/object_transfer.py, unless they stay in this thread."""
        for target in self._boxes(lambda boxes: self._post(boxes, data, ports, objects)):
            here = _open.get(target)
            if here is not None:
                here.wake()

    def _post(self, boxes: Mailboxes, data: Uint8Array, ports: list, objects: list) -> list:
        """Posts under the lock; returns the targets reached."""
        targets = boxes.others(self.address)
        for target in targets:
            stays = boxes.owner(target) == realm().system.thread
            boxes.post(target, Letter(data, ports, [share(value, stays) for value in objects]))
        return targets

    # ends

    def give(self) -> int:
        """The address, for a message; closes this port without closing the channel."""
        address = self.address
        for number in self._boxes(lambda boxes: boxes.all_objects(address)):
            realm().system.object_transfer.put_kept(number)
        self._boxes(lambda boxes: boxes.move(address, NOBODY))
        self._forget()
        self.close()
        return address

    def hand_over(self) -> int:
        """The address, for another port of this thread."""
        address = self.address
        self.was_moved = True
        self._forget()
        self.close()
        return address

    def _forget(self) -> None:
        _open.delete(self.address)
        _waiting.delete(self.address)
        self.address = 0

    def close(self) -> None:
        if self._state != OPEN:
            return
        self._step(CLOSING)
        self._count()
        realm().loop.enqueue_closing(lambda: self._finish())

    def _finish(self) -> None:
        self._step(CLOSED)
        if self.address != 0:
            address = self.address
            self._forget()
            self._boxes(lambda boxes: boxes.close(address))
            wake_mail()
        told = self.port[realm().symbols.handle_onclose]
        if js_typeof(told) == 'function':
            realm().make_callback(self.port, told, [])
        stack.emit_destroy(self.port._async_id)


_made = [0]


def next_order() -> int:
    _made[0] += 1
    return _made[0]


class Passes:
    """Ports with work to do. As libuv iterates over its async handles: in order of creation, each until it is done;
    work for a port that the pass has already visited waits for the next pass. One message per turn of the loop, so that
    a program's work runs between two."""

    def __init__(self) -> None:
        self._ready = js_new(globalThis.Set)
        self._at = 0  # order of the port at which the pass is
        self._left = 0
        self._running = False

    def add(self, state: PortState) -> None:
        self._ready.add(state)
        if not self._running:
            self._running = True
            self._at = 0
            self._left = MOST_MESSAGES
            realm().loop.enqueue(lambda: self._step())

    def _next(self) -> PortState | None:
        found = None
        for state in self._ready.values():
            if state.order >= self._at and (found is None or state.order < found.order):
                found = state
        return found

    def _step(self) -> None:
        state = self._next()
        if state is None:
            self._at = 0
            state = self._next()
        if state is None:
            self._running = False
            return
        if state.order != self._at:
            self._at = state.order
            self._left = MOST_MESSAGES
        self._left -= 1
        self._ready.delete(state)
        if state.look():
            self._ready.add(state)
        if self._left == 0 or not self._ready.has(state):
            self._at = state.order + 1
        if self._ready.size == 0:
            self._running = False
        else:
            realm().loop.enqueue(lambda: self._step())


passes = Passes()


def share(value: object, stays: bool) -> int:
    """Shares an object and returns its number. A clone is stored, so that the receiver's object is never the
    sender's."""
    system = realm().system
    number = system.next_object_number()
    if stays:
        system.object_transfer.keep(number, _host_clone(value))
    else:
        system.object_transfer.put(number, value)
    return number


_host_clone = globalThis.structuredClone.bind(globalThis)


def listen() -> None:
    """Called once: listens for mail from other threads, and for objects that messages wait for."""
    if len(_watches) > 0:
        return
    system = realm().system
    _watches.append(
        system.reactor.watch(
            lambda: POLLIN if system.processes.get(system.thread, MAIL) != 0 else 0,
            [],
            POLLIN,
            lambda events: wake_mail(),
        )
    )
    system.object_transfer.on_arrival = lambda number: wake_waiting()


def fetch_waiting_objects() -> bool:
    """Fetches every object that a queued message of this thread's ports refers to; True if one isn't here yet."""
    system = realm().system
    addresses = list(_open.keys())
    numbers = system.with_ports(
        lambda boxes: [number for address in addresses for number in boxes.all_objects(address)]
    )
    return len([number for number in numbers if not system.object_transfer.has(number)]) > 0


def wake_mail() -> None:
    for address in realm().system.take_mail():
        found = _open.get(address)
        if found is not None:
            found.wake()


def wake_waiting() -> None:
    for address in list(_waiting.values()):
        _waiting.delete(address)
        found = _open.get(address)
        if found is not None:
            found.wake()
