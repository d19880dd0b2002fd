"""Requests that come at once upon a stopped service worker."""

from tests.machine.browser import Machine
from tests.machine.preview_support import preview_fixture  # noqa: F401
from tests.machine.test_preview import script

ROUNDS = 8


def all_answered(machine: Machine, number: int) -> bool:
    machine.driver.execute_cdp_cmd('ServiceWorker.stopAllWorkers', {})
    return script(
        machine,
        """const asked = [1, 2, 3, 4].map(async (k) => (await (await fetch('/kept?stopped=%d-' + k)).json()).n)
        const sent = [1, 1000, 300000].map(async (size) => (await (await fetch('/taken', {method: 'POST', body: 'x'.repeat(size)})).json()).bytes)
        return [await Promise.all(asked), await Promise.all(sent)]"""
        % number,
    ) == [[1, 1, 1, 1], [1, 1000, 300000]]


def test_all_are_answered(preview: Machine) -> None:  # noqa: F811
    """In one round at least: the browser may still be stopping the worker when they come, and then they end with it."""
    preview.driver.execute_cdp_cmd('ServiceWorker.enable', {})
    assert any(all_answered(preview, number) for number in range(ROUNDS))
