"""Which workers are made behind the wall around programs (docs/SECURITY.md), and what becomes of a machine where it
doesn't hold.

States: none (the page can't build one) | unproved -> proved, when a worker behind it has seen a request refused; ->
fallen, when the first one has seen that it isn't, or none could be made. Without a wall programs run as the page's own
workers, and the page is told; where the wall is required none runs. Must not know what the workers do, nor how the page
makes them."""

from runtime_py.platform.clock import call_later
from runtime_py.platform.futures import Future, start
from runtime_py.platform.own_scripts import NOT_FETCHED

CODE = 'ERR_TERRARIUM_NO_WALL'


class NoWall(Exception):
    """The wall is required, and isn't there."""

    def __init__(self, why: str) -> None:
        super().__init__('')
        self.code = CODE
        self.message = refusal(why)


def refusal(why: str) -> str:
    """For a page that requires a wall."""
    return f'Programs could not be walled off from this page ({why}), and the page wants no program without that'


class Walls:
    """`make(url, label, proves)` makes a worker behind the wall, None where there is none; `warn(text, code)` tells the
    page."""

    def __init__(self, make: object, is_required: bool, warn: object) -> None:
        self._make = make
        self._is_required = is_required
        self._warn = warn
        self._is_proved = False
        self._verdict = Future()

    def stands(self) -> bool:
        return self._make is not None

    def make(self, url: str, label: str) -> object:
        return self._make(url, label, not self._is_proved)

    def proved(self) -> None:
        """A worker behind it has said that its script runs, which it says behind the proof."""
        self._is_proved = True
        self._verdict.resolve('')

    def failed(self, why: str) -> None:
        """A worker behind it could not be made, or has found no wall. Where others have found it, the next will; and no
        wall falls because a file doesn't come."""
        if not self._is_proved and self.stands() and NOT_FETCHED not in why:
            self._make = None
            self._verdict.resolve(why)
            if not self._is_required:
                self.tell(why)

    def tell(self, why: str) -> None:
        self._warn(
            f'Programs of this machine are not walled off from this page: they could use what its origin has ({why}).',
            CODE,
        )

    def check(self, why: str) -> None:
        """Before a worker is made without a wall."""
        if self._is_required:
            raise NoWall(why)

    async def holds(self, limit_ms: int) -> bool:
        """When a worker behind it has found out; True where none has within this time."""
        found = Future()
        start(self._tell(found), lambda error: console.error(error))
        call_later(limit_ms, lambda: found.resolve(''))
        return self.stands() and await found.wait() == ''

    async def _tell(self, found: Future) -> None:
        found.resolve(await self._verdict.wait())

    async def hold(self) -> None:
        """Before the machine is up. Raises NoWall; waits for nothing where the wall isn't required."""
        if self._is_required:
            why = await self._verdict.wait()
            if why != '':
                raise NoWall(why)


def walls_of_confined(page_workers: object, walls: Walls) -> Walls:
    """Around programs that share no memory: they need the frame of the others. Nobody runs them without."""
    make = (lambda url, label, proves: page_workers.make_walled(url, label, proves, True)) if walls.stands() else None
    return Walls(make, True, lambda text, code: None)
