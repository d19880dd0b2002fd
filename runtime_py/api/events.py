"""Event listeners by name. Must not know which events there are."""

MOST_KEPT = 100


class Events:
    """Events whose name is in `kept` wait until there is a listener: errors during a boot must not be lost."""

    def __init__(self, kept: list):
        self._listeners = Map()
        self._unheard = Map()
        for name in kept:
            self._unheard.set(name, [])

    def on(self, event: str, listener: object) -> object:
        """Returns a function that removes the listener."""
        if js_typeof(listener) != 'function':
            raise TypeError('The listener must be a function')
        if not self._listeners.has(event):
            self._listeners.set(event, Set())
        # A wrapper, so that a function that is added twice is two listeners.
        wrapper = {'call': listener}
        listeners = self._listeners.get(event)
        listeners.add(wrapper)
        unheard = self._unheard.get(event)
        if unheard is not None and len(unheard) > 0:
            queueMicrotask(lambda: self._deliver(event))
        return lambda: listeners.delete(wrapper)

    def _deliver(self, event: str) -> None:
        """Delivers waiting events to all present listeners."""
        waiting = self._unheard.get(event)
        if self.count(event) > 0 and len(waiting) > 0:
            self._unheard.set(event, [])
            for args in waiting:
                self.emit(event, args)

    def count(self, event: str) -> int:
        listeners = self._listeners.get(event)
        return 0 if listeners is None else listeners.size

    def emit(self, event: str, args: list) -> None:
        """An exception of one listener doesn't affect the others; it is reported as uncaught."""
        listeners = self._listeners.get(event)
        if listeners is None or listeners.size == 0:
            self._keep(event, args)
            return
        for wrapper in list(listeners):
            try:
                wrapper.call(*args)
            except Exception as error:
                reportError(error)

    def _keep(self, event: str, args: list) -> None:
        waiting = self._unheard.get(event)
        if waiting is not None and len(waiting) < MOST_KEPT:
            waiting.append(args)

    def clear(self) -> None:
        self._listeners.clear()
        for name in list(self._unheard.keys()):
            self._unheard.set(name, [])
