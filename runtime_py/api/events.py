"""Listeners by the name of their event. Must not know which events there are."""


class Events:
    def __init__(self):
        self._listeners = Map()

    def on(self, event: str, listener: object) -> object:
        """Returns a function that removes the listener."""
        if js_typeof(listener) != 'function':
            raise TypeError('The listener must be a function')
        if not self._listeners.has(event):
            self._listeners.set(event, Set())
        # A wrapper, so that a function which listens twice is two listeners.
        wrapper = {'call': listener}
        listeners = self._listeners.get(event)
        listeners.add(wrapper)
        return lambda: listeners.delete(wrapper)

    def count(self, event: str) -> int:
        listeners = self._listeners.get(event)
        return 0 if listeners is None else listeners.size

    def emit(self, event: str, args: list) -> None:
        """A listener that throws harms no other; its error is reported as uncaught."""
        listeners = self._listeners.get(event)
        if listeners is None:
            return
        for wrapper in list(listeners):
            try:
                wrapper.call(*args)
            except Exception as error:
                reportError(error)

    def clear(self) -> None:
        self._listeners.clear()
