"""internalBinding('worker'): this is always the main thread; starting another one is refused by name."""
from __future__ import annotations

from runtime_py.node.wiring import unsupported


class Worker:
    def __init__(self) -> None:
        raise unsupported('worker_threads.Worker')


def create(realm: object, seed: object) -> object:
    return {
        'Worker': Worker, 'getEnvMessagePort': lambda: js_undefined, 'threadId': 0, 'threadName': '', 'isMainThread': True, 'isInternalThread': False,
        'ownsProcessState': True, 'resourceLimits': Float64Array(4), 'kMaxYoungGenerationSizeMb': 0, 'kMaxOldGenerationSizeMb': 1, 'kCodeRangeSizeMb': 2,
        'kStackSizeMb': 3, 'kTotalResourceLimitCount': 4,
    }
