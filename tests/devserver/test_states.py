"""The table of states: what it allows, and that everything else is refused."""

from __future__ import annotations

from runtime_py.devserver.states import (
    CHANGE_DETECTION,
    CONFIGURING,
    HOT_RELOAD,
    IDLE,
    SERVING,
    STARTING,
    STOPPED,
    TRANSITIONS,
    WATCHING,
    IllegalTransition,
    StateMachine,
    drawing,
)
from tests.support import raises


def machine(events: list[str]) -> StateMachine:
    found = StateMachine(lambda state, region, event: None)
    for event in events:
        found.on(event)
    return found


def test_the_way_of_an_update() -> None:
    seen: list[str] = []
    found = StateMachine(lambda state, region, event: seen.append(state))
    for event in ['configure', 'initialise', 'run', 'change', 'analyse', 'build', 'push', 'confirmed']:
        assert found.can(event)
        found.on(event)
    assert found.state == WATCHING
    assert seen == [
        CONFIGURING,
        'initialising',
        WATCHING,
        CHANGE_DETECTION,
        'dependency analysis',
        'incremental build',
        HOT_RELOAD,
        WATCHING,
    ]


def test_an_illegal_event_changes_nothing() -> None:
    found = machine(['configure'])
    with raises(IllegalTransition):
        found.on('push')
    assert found.state == CONFIGURING
    assert not found.can('push')


def test_every_target_is_a_state_and_every_state_can_be_reached() -> None:
    reached = [STARTING]
    for state in reached:
        row = TRANSITIONS.get(state)
        assert row is not None
        for target in row.values():
            assert TRANSITIONS.has(target)
            if target not in reached:
                reached.append(target)
    assert sorted(reached) == sorted(list(TRANSITIONS.keys()))


def test_stopped_is_the_end() -> None:
    found = machine(['stop'])
    assert found.state == STOPPED
    assert not found.is_running()
    with raises(IllegalTransition):
        found.on('configure')


def test_serving_lies_beside_watching() -> None:
    found = machine(['configure', 'initialise', 'run'])
    found.request_began()
    found.request_began()
    found.request_ended()
    assert found.region == SERVING
    assert found.state == WATCHING
    found.request_ended()
    assert found.region == IDLE


def test_the_drawing_has_every_line_but_stops() -> None:
    assert 'watching --change--> change detection' in drawing().split('\n')
    assert '--stop-->' not in drawing()
