"""What can be asked of the kernel: verbs, by the page, by programs, or by both; one dispatcher for all of them.

The table is in operations.py; messages.py checks the arguments before they come here. Must not know what a verb
does."""

from runtime_py.platform.errno import ENOSYS, OsError
from runtime_py.platform.maps import Map

PAGE = -1  # in place of a program's slot


class Verbs:
    def __init__(self) -> None:
        self._of_page: Map = Map()
        self._of_programs: Map = Map()

    def page(self, verbs: list) -> None:
        """[name, function of the arguments, which may be a coroutine] each."""
        for name, call in verbs:
            self._of_page.set(name, call)

    def programs(self, verbs: list) -> None:
        """The functions also get the slot of the process, first."""
        for name, call in verbs:
            self._of_programs.set(name, call)

    def both(self, verbs: list) -> None:
        for name, call in verbs:
            self._of_page.set(name, call)
            self._of_programs.set(name, _without_slot(call))

    def has(self, op: str) -> bool:
        """Whether the page may ask this."""
        return self._of_page.has(op)

    def run(self, op: object, args: list, slot: int) -> object:
        """The result, or a coroutine. `slot`: that of the process that asks, or PAGE. ENOSYS: it has no such verb."""
        call = (self._of_page if slot == PAGE else self._of_programs).get(op)
        if call is None:
            raise OsError(ENOSYS, op)
        return call(*args) if slot == PAGE else call(slot, *args)


def _without_slot(call: object) -> object:
    return lambda slot, *args: call(*args)
