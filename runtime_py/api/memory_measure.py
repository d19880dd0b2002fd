"""Asks the engine how much JavaScript memory each worker has (performance.measureUserAgentSpecificMemory, which
Chromium has and which takes many seconds).

A worker is known by the name behind the # of its address (platform/workers.py). Must not know processes."""


def can_measure() -> bool:
    return js_typeof(performance.measureUserAgentSpecificMemory) == 'function' and globalThis.crossOriginIsolated


async def measure() -> list:
    """[[a worker's name, bytes] ...]."""
    found = []
    result = await performance.measureUserAgentSpecificMemory()
    for part in result.breakdown:
        for place in part.attribution:
            name = place.url.split('#')[1] if place.url is not None else js_undefined
            if name is not js_undefined and place.scope == 'DedicatedWorkerGlobalScope':
                found.append([name, part.bytes])
    return found


class MemoryMeasure:
    """`tell(workers)` reaches the kernel. One measurement at a time."""

    def __init__(self, tell: object):
        self._tell = tell
        self._is_measuring = False

    async def run(self) -> None:
        if self._is_measuring or not can_measure():
            return
        self._is_measuring = True
        try:
            self._tell(await measure())
        except Exception:
            pass  # the engine has had enough of it for now: the estimate stands
        finally:
            self._is_measuring = False
