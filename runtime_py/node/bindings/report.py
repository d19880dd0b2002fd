"""internalBinding('report'): diagnostic reports need a view into the process that a browser doesn't give; the library only asks whether to make one."""
from __future__ import annotations

from runtime_py.node.wiring import unsupported


def create(realm: object, seed: object) -> object:
    def set_report_on_uncaught(wanted):
        if wanted:
            raise unsupported('process.report')
    return {
        'setReportOnUncaughtException': set_report_on_uncaught, 'shouldReportOnUncaughtException': lambda: False,
        'shouldReportOnSignal': lambda: False, 'shouldReportOnFatalError': lambda: False,
    }
