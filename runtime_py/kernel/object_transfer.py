"""Objects that only the engine can carry from one worker to another (shared memory, WebAssembly modules), left here by
the sender of a message and fetched by its receiver under the number that the message names.

put and fetch may come in either order: the two workers' messages to the kernel are not ordered. Must not know messages,
or what the objects are."""

from runtime_py.platform.maps import Map, Set


class ObjectTransfer:
    def __init__(self) -> None:
        self._processes: Map = Map()  # slot of the process -> its objects by number
        self._waiting: Map = Map()  # slot of the process -> the workers that wait, by number

    def put(self, process: int, number: int, value: object) -> None:
        objects = self._processes.get(process)
        if objects is None:
            objects = Map()
            self._processes.set(process, objects)
        objects.set(number, value)
        waiting = self._waiting.get(process)
        if waiting is not None:
            for child in waiting.get(number) or []:
                give(child, number, value)
            waiting.delete(number)

    def fetch(self, process: int, number: int, child: object) -> None:
        objects = self._processes.get(process)
        if objects is not None and objects.has(number):
            give(child, number, objects.get(number))
            return
        waiting = self._waiting.get(process)
        if waiting is None:
            waiting = Map()
            self._waiting.set(process, waiting)
        waiting.set(number, [*(waiting.get(number) or []), child])

    def drop(self, process: int, numbers: list[int]) -> None:
        """Drops the objects of a message that was received."""
        objects = self._processes.get(process)
        if objects is not None:
            for number in numbers:
                objects.delete(number)

    def forget(self, process: int) -> None:
        """The process has ended: drops its objects, and those of its threads that wait."""
        self._processes.delete(process)
        self._waiting.delete(process)


def give(child: object, number: int, value: object) -> None:
    child.post({'type': 'object_arrived', 'number': number, 'value': value})


class ObjectTransferLink:
    """A process worker's access to the transfer. It needn't fetch objects that it has put there itself.

    `on_arrival(number)` is called when a fetched object has arrived. `post_counted` posts too, and counts the message in
    the thread's entry, so that the kernel has heard it before the thread is ended (last_words.py)."""

    def __init__(self, post: object, post_counted: object) -> None:
        self.post = post
        self.post_counted = post_counted
        self.on_arrival = lambda number: None
        self._here: Map = Map()
        self._asked: Set = Set()
        self._settling: list = []  # called in order, one for each answer

    def keep(self, number: int, value: object) -> None:
        """Keeps an object here, for a message that stays in this worker."""
        self._here.set(number, value)

    def put(self, number: int, value: object) -> None:
        self.post_counted({'type': 'put_object', 'number': number, 'value': value})

    def put_kept(self, number: int) -> None:
        """Gives kept objects to the kernel: their message is about to leave this worker after all."""
        if self._here.has(number):
            self.put(number, self._here.get(number))

    def has(self, number: int) -> bool:
        """Whether the object is here; if not, fetches it."""
        if self._here.has(number):
            return True
        if not self._asked.has(number):
            self._asked.add(number)
            self.post({'type': 'fetch', 'number': number})
        return False

    def take(self, numbers: list[int]) -> list:
        """Takes the objects of a message that was received."""
        found = [self._here.get(number) for number in numbers]
        fetched = [number for number in numbers if self._asked.has(number)]
        for number in numbers:
            self._here.delete(number)
            self._asked.delete(number)
        if len(fetched) > 0:
            self.post({'type': 'fetched', 'numbers': fetched})
        return found

    def settle(self, call: object) -> None:
        """Calls when every object that was fetched before and that the kernel has is here."""
        self._settling.append(call)
        self.post({'type': 'settle_objects'})

    def settled(self) -> None:
        call = self._settling.pop(0)
        call()

    def arrived(self, number: int, value: object) -> None:
        self._here.set(number, value)
        self.on_arrival(number)
