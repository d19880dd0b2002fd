"""The event `permission`: what a policy leaves to the person (docs/EMBED.md), while the program waits. Must not know how
it is shown."""

from runtime_py.api.errors import ApiError
from runtime_py.api.events import Events
from runtime_py.api.kernel_link import KernelLink

EVENT = 'permission'
ANSWERS = ['once', 'session', 'always', 'never', 'deny']
SECONDS_MOST = 86400
_INVALID = 'ERR_INVALID_ARG_VALUE'


class PermissionRequests:
    def __init__(self, link: KernelLink, events: Events) -> None:
        self._link = link
        self._events = events
        self._open = Map()  # number -> what resolves `settled`

    def listen(self, listener: object) -> object:
        """Returns a function that removes the listener. Without any, what is to be asked gets its default at once."""
        stop = self._events.on(EVENT, listener)
        self._follow(True)

        def remove() -> None:
            stop()
            if self._events.count(EVENT) == 0:
                self._follow(False)

        return remove

    def begin_again(self) -> None:
        """The machine was started again."""
        self._settle_all()
        if self._events.count(EVENT) > 0:
            self._follow(True)

    def _follow(self, on: bool) -> None:
        self._link.request('permission.follow', [on]).catch(lambda error: None)

    def _settle_all(self) -> None:
        for number in list(self._open.keys()):
            self.over(number)

    def ask(self, event: object) -> None:
        number = event.number

        def keep(resolve: object, reject: object) -> None:
            self._open.set(number, resolve)

        self._events.emit(
            EVENT,
            [
                Object.freeze(
                    {
                        'pid': event.pid,
                        'program': event.program,
                        'package': event.package,
                        'script': event.script,
                        'who': event.who,
                        'action': event.action,
                        'object': event.object,
                        'why': event.why,
                        'seconds': event.seconds,
                        'settled': Promise(keep),
                        'answer': lambda given: self._answer(number, given),
                    }
                )
            ],
        )

    def over(self, number: int) -> None:
        """It was answered, its time is up, or its process has ended."""
        resolve = self._open.get(number)
        self._open.delete(number)
        if resolve is not None:
            resolve()

    def _answer(self, number: int, given: object) -> object:
        """A promise of whether the question was still open."""
        if given not in ANSWERS:
            raise ApiError(_INVALID, f'an answer should be one of {", ".join(ANSWERS)}')
        return self._link.request('permission.answer', [number, given])


def asking_of(given: object) -> object:
    """The option `asking` of boot as the kernel reads it; None for the default. Throws for what can't be right."""
    if given is None:
        return None
    if js_typeof(given) != 'object' or Array.isArray(given):
        raise ApiError(_INVALID, 'asking should be an object')
    for name in Object.keys(given):
        if name not in ['seconds', 'unanswered']:
            raise ApiError(_INVALID, f'asking.{name} is unknown')
    seconds = 60 if given.seconds is None else given.seconds
    unanswered = 'deny' if given.unanswered is None else given.unanswered
    if not Number.isInteger(seconds) or seconds < 1 or seconds > SECONDS_MOST:
        raise ApiError(_INVALID, f'asking.seconds should be an integer from 1 to {SECONDS_MOST}')
    if unanswered != 'deny' and unanswered != 'once':
        raise ApiError(_INVALID, "asking.unanswered should be 'deny' or 'once'")
    return {'seconds': seconds, 'unanswered': unanswered}
