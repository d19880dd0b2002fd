"""What npm says of an audit: the summary after an install, the report of `npm audit`, and both as JSON. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.audit.advisory import SEVERITIES
from runtime_py.npm.audit.audit import Audit
from runtime_py.npm.audit.vulnerability import EASY, NONE, Vulnerability
from runtime_py.npm.formats.collation import sorted_names
from runtime_py.npm.formats.manifest import text_of
from runtime_py.platform.maps import Map, Set


def counts(audit: Audit) -> Map[str, int]:
    """Packages by severity, and `total`."""
    out: Map[str, int] = Map([[severity, 0] for severity in SEVERITIES])
    for found in audit.found.values():
        out.set(found.severity, (out.get(found.severity) or 0) + 1)
    out.set('total', audit.found.size)
    return out


def exit_code(audit: Audit, level: str) -> int:
    """1 if there is something of that severity or above; 'none' is above all."""
    if level == 'none':
        return 0
    for found in audit.found.values():
        if SEVERITIES.index(found.severity) >= SEVERITIES.index(level):
            return 1
    return 0


def metadata(audit: Audit) -> Map[str, Any]:
    """`vulnerabilities` by severity and `dependencies` by kind."""
    kinds: Map[str, int] = Map()
    for kind in ['prod', 'dev', 'optional', 'peer', 'peerOptional', 'total']:
        kinds.set(kind, 0)
    for node in audit.tree.inventory.values():
        found: list[str] = []
        if node.dev:
            found.append('dev')
        if node.optional:
            found.append('optional')
        if node.peer:
            found.append('peer')
        for kind in found if len(found) > 0 else ['prod']:
            kinds.set(kind, (kinds.get(kind) or 0) + 1)
    kinds.set('total', audit.tree.inventory.size - 1)
    return Map([['vulnerabilities', counts(audit)], ['dependencies', kinds]])


def as_json(audit: Audit) -> Map[str, Any]:
    found: Map[str, Any] = Map()
    for each in _sorted(audit):
        found.set(each.name, each.as_json())
    return Map([['auditReportVersion', 2], ['vulnerabilities', found], ['metadata', metadata(audit)]])


def _sorted(audit: Audit) -> list[Vulnerability]:
    out: list[Vulnerability] = []
    for name in sorted_names(list(audit.found.keys())):
        found = audit.found.get(name)
        if found is not None:
            out.append(found)
    return out


def summary(audit: Audit) -> str:
    """How many, and which commands mend them."""
    if audit.found.size == 0:
        return 'found 0 vulnerabilities'
    lines = [_total(audit)]
    fixes = [found.fix for found in audit.found.values()]
    is_easy = any(fix is EASY for fix in fixes)
    is_none = any(fix is NONE for fix in fixes)
    forced = [fix for fix in fixes if fix is not EASY and fix is not NONE]
    if is_easy:
        which = 'issues that do not require attention' if is_none or len(forced) > 0 else 'all issues'
        lines.extend(['', f'To address {which}, run:', '  npm audit fix'])
    if len(forced) > 0:
        possible = ' possible' if is_none else ''
        breaking = ' (including breaking changes)' if any(fix.is_major for fix in forced) else ''
        lines.extend(['', f'To address all issues{possible}{breaking}, run:', '  npm audit fix --force'])
    if is_none:
        lines.extend(['', 'Some issues need review, and may require choosing', 'a different dependency.'])
    return '\n'.join(lines)


def _total(audit: Audit) -> str:
    by_severity = counts(audit)
    found = [severity for severity in SEVERITIES[1:] if (by_severity.get(severity) or 0) > 0]
    total = audit.found.size
    if len(found) == 1 and by_severity.get(found[0]) == total:
        return f'{total} {found[0]} severity vulnerabilit{"y" if total == 1 else "ies"}'
    parts = ', '.join([f'{by_severity.get(severity)} {severity}' for severity in found])
    return f'{total} vulnerabilities' + (f' ({parts})' if parts != '' else '')


def install_summary(audit: Audit) -> str:
    return summary(audit) + ('\n\nRun `npm audit` for details.' if audit.found.size > 0 else '')


def details(audit: Audit) -> str:
    """Each advisory with what depends on the package, then the summary."""
    if audit.found.size == 0:
        return summary(audit)
    lines = ['# npm audit report', '']
    printed: Set[Vulnerability] = Set()
    for found in _sorted(audit):
        if any(not advisory.is_derived for advisory in found.advisories.values()):
            _describe(found, audit, printed, '', lines)
    return '\n'.join([*lines, summary(audit)])


def _describe(found: Vulnerability, audit: Audit, printed: Set[Vulnerability], indent: str, lines: list[str]) -> None:
    """What was described before isn't repeated."""
    if printed.has(found):
        if indent == '':
            lines.append('')
        return
    printed.add(found)
    own = [f'{found.name}  {found.range()}']
    if indent == '' and found.severity != 'low':
        own.append(f'Severity: {found.severity}')
    for cause in found.causes():
        if isinstance(cause, str):
            own.append(f'Depends on vulnerable versions of {cause}')
        elif indent == '':
            own.append(f'{text_of(cause, "title")} - {text_of(cause, "url")}')
    if indent == '':
        own.extend(_fix_lines(found))
    lines.extend([indent + line for line in [*own, *found.locations()]])
    for name in found.effect_names():
        effect = audit.found.get(name)
        if effect is not None:
            inner: list[str] = []
            _describe(effect, audit, printed, '  ', inner)
            lines.extend([indent + line for line in inner])
    if indent == '':
        lines.append('')


def _fix_lines(found: Vulnerability) -> list[str]:
    fix = found.fix
    if fix is NONE:
        return ['No fix available']
    if fix is EASY:
        return ['fix available via `npm audit fix`']
    what = 'a breaking change' if fix.is_major else 'outside the stated dependency range'
    return ['fix available via `npm audit fix --force`', f'Will install {fix.name}@{fix.version}, which is {what}']
