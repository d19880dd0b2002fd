"""internalBinding('report'): diagnostic reports need a view into the process that a browser doesn't give; the library only asks whether to make one."""
from __future__ import annotations


def create(realm: object, seed: object) -> object:
    return {'shouldReportOnUncaughtException': lambda: False, 'shouldReportOnSignal': lambda: False, 'shouldReportOnFatalError': lambda: False}
