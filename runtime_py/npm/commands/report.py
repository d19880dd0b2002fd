"""npm report PACKAGE: what a package did when it was installed and loaded. npm report A@1 A@2: what differs."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.package_report import compared
from runtime_py.npm.install.observed import observe_package
from runtime_py.npm.session import Session
from runtime_py.platform.maps import Map


async def run(session: Session) -> int:
    words = session.words
    if len(words) < 1 or len(words) > 2:
        raise NpmError('EUSAGE', 'Usage:\nnpm report <package-spec> [<package-spec to compare with>]')
    reports = []
    for word in words:
        reports.append(await observe_package(session, word))
    if session.config.flag('json'):
        values = [report.value() for report in reports]
        session.print_json(values[0] if len(values) == 1 else Map([['from', values[0]], ['to', values[1]]]))
        return 0
    for line in reports[0].lines() if len(reports) == 1 else compared(reports[0], reports[1]):
        session.print(line)
    return 0
