"""internalBinding('report'): process.report's settings, and reports (node/process/diagnostic_report.py)."""

from __future__ import annotations

from runtime_py.node.process.diagnostic_report import ReportSettings, report_text, write_report


def create(realm: object, binding_data: object) -> object:
    made = []

    def settings():
        # read when first used: the binding is made before the options are known
        if made.length == 0:
            made.push(ReportSettings())
        return made[0]

    members = {
        'writeReport': lambda event, trigger, file, error: write_report(settings(), event, trigger, file, error),
        'getReport': lambda error: report_text(settings(), 'JavaScript API', 'GetReport', None, error),
    }
    # used by realm.py when an exception ends the process
    realm.report_uncaught = lambda error: (
        write_report(settings(), 'Exception', 'Exception', None, error) if settings().on_uncaught else ''
    )
    for field, getter, setter in [
        ['compact', 'getCompact', 'setCompact'],
        ['exclude_network', 'getExcludeNetwork', 'setExcludeNetwork'],
        ['exclude_env', 'getExcludeEnv', 'setExcludeEnv'],
        ['directory', 'getDirectory', 'setDirectory'],
        ['filename', 'getFilename', 'setFilename'],
        ['signal', 'getSignal', 'setSignal'],
        ['on_fatal', 'shouldReportOnFatalError', 'setReportOnFatalError'],
        ['on_signal', 'shouldReportOnSignal', 'setReportOnSignal'],
        ['on_uncaught', 'shouldReportOnUncaughtException', 'setReportOnUncaughtException'],
    ]:
        add_setting(members, settings, field, getter, setter)
    return members


def add_setting(members: object, settings: object, field: str, getter: str, setter: str) -> None:
    def put(value):
        settings()[field] = value

    members[getter] = lambda: settings()[field]
    members[setter] = put
