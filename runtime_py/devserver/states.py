"""The states of the dev server: one table of transitions, and a state machine that allows no others.

Everything that decides about states is in this file. Knows no files, sockets or observers: an observer is passed in.

    starting -> configuring -> initialising -> running
    running has two parallel regions: `serving` (idle, answering) and `watching` (idle, or one of the states below)
    watching -> change detection -> dependency analysis -> incremental build -> hot reload -> watching
    bundling and optimising are entered from watching and return to it
A file change is accepted in watching, hot reload and failed; in the other states it waits (`turn_of`)."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.futures import Future
from runtime_py.platform.maps import Map

STARTING = 'starting'
CONFIGURING = 'configuring'
INITIALISING = 'initialising'
WATCHING = 'watching'
CHANGE_DETECTION = 'change detection'
DEPENDENCY_ANALYSIS = 'dependency analysis'
INCREMENTAL_BUILD = 'incremental build'
HOT_RELOAD = 'hot reload'
BUNDLING = 'bundling'
OPTIMISING = 'optimising'
FAILED = 'failed'
STOPPED = 'stopped'

IDLE = 'idle'
SERVING = 'serving'

# state -> event -> next state
TRANSITIONS: Map[str, Map[str, str]] = Map(
    [
        [STARTING, Map([['configure', CONFIGURING], ['stop', STOPPED]])],
        [CONFIGURING, Map([['initialise', INITIALISING], ['stop', STOPPED]])],
        [INITIALISING, Map([['run', WATCHING], ['bundle', BUNDLING], ['stop', STOPPED]])],
        [
            WATCHING,
            Map(
                [
                    ['change', CHANGE_DETECTION],
                    ['bundle', BUNDLING],
                    ['optimise', OPTIMISING],
                    ['fail', FAILED],
                    ['stop', STOPPED],
                ]
            ),
        ],
        [
            CHANGE_DETECTION,
            Map([['unchanged', WATCHING], ['fail', FAILED], ['analyse', DEPENDENCY_ANALYSIS], ['stop', STOPPED]]),
        ],
        [
            DEPENDENCY_ANALYSIS,
            Map([['build', INCREMENTAL_BUILD], ['done', WATCHING], ['fail', FAILED], ['stop', STOPPED]]),
        ],
        [INCREMENTAL_BUILD, Map([['push', HOT_RELOAD], ['fail', FAILED], ['done', WATCHING], ['stop', STOPPED]])],
        [
            HOT_RELOAD,
            Map(
                [
                    ['confirmed', WATCHING],
                    ['change', CHANGE_DETECTION],
                    ['optimise', OPTIMISING],
                    ['fail', FAILED],
                    ['stop', STOPPED],
                ]
            ),
        ],
        [BUNDLING, Map([['done', WATCHING], ['fail', FAILED], ['stop', STOPPED]])],
        [OPTIMISING, Map([['done', WATCHING], ['fail', FAILED], ['stop', STOPPED]])],
        [FAILED, Map([['change', CHANGE_DETECTION], ['optimise', OPTIMISING], ['stop', STOPPED]])],
        [STOPPED, Map()],
    ]
)


class IllegalTransition(Exception):
    """The table has no transition for this event in this state: a bug in our own code."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__(f'the dev server has no transition "{event}" from "{state}"')
        self.state = state
        self.event = event


class StateMachine:
    """`state` is the server's present work; `region` tells whether a request is being answered. `observer(state,
    region, event)` is called after each change."""

    def __init__(self, observer: Callable[[str, str, str], None]) -> None:
        self.state = STARTING
        self.region = IDLE
        self._open_requests = 0
        self._observer = observer
        self._moved: Future | None = None  # the next change of state, if anything waits for it

    def can(self, event: str) -> bool:
        row = TRANSITIONS.get(self.state)
        return row is not None and row.has(event)

    def on(self, event: str) -> str:
        """Takes a transition; returns the new state. Raises IllegalTransition without changing anything."""
        row = TRANSITIONS.get(self.state)
        target = None if row is None else row.get(event)
        if target is None:
            raise IllegalTransition(self.state, event)
        self.state = target
        moved = self._moved
        self._moved = None
        if moved is not None:
            moved.resolve(True)
        self._observer(self.state, self.region, event)
        return target

    async def turn_of(self, event: str) -> bool:
        """Waits until the state accepts the event, then takes it. False: the server has stopped."""
        while not self.can(event):
            if self.state == STOPPED:
                return False
            moved = self._moved or Future()
            self._moved = moved
            await moved.wait()
        self.on(event)
        return True

    def is_running(self) -> bool:
        return self.state not in [STARTING, CONFIGURING, INITIALISING, STOPPED]

    def request_began(self) -> None:
        self._open_requests += 1
        self._look_at_region()

    def request_ended(self) -> None:
        self._open_requests -= 1
        self._look_at_region()

    def _look_at_region(self) -> None:
        region = SERVING if self._open_requests > 0 else IDLE
        if region != self.region:
            self.region = region
            self._observer(self.state, region, 'request' if region == SERVING else 'answered')


def drawing() -> str:
    """The table as text, for the documentation."""
    lines: list[str] = []
    for state, row in TRANSITIONS.entries():
        for event, target in row.entries():
            if event != 'stop':
                lines.append(f'{state} --{event}--> {target}')
    return '\n'.join(lines)
