"""Installs a package in a folder of its own and loads it there, and collects what was observed of both: by the audit log,
which the kernel writes, and by the probe in the process that loads it.

Both run with a policy: its scripts as those of any dependency, the loading without the network. Must not know how a
report is shown."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.manifest import identity, text_of, texts_of
from runtime_py.npm.formats.package_report import PackageReport
from runtime_py.npm.formats.paths import join
from runtime_py.npm.formats.spec import parse_argument
from runtime_py.npm.install.install import Request, install
from runtime_py.npm.install.load_probe import PROBE
from runtime_py.npm.install.project import read_manifest
from runtime_py.npm.install.script_policy import ScriptReport, audit_lines, last_number
from runtime_py.npm.install.scripts import quote
from runtime_py.npm.process import run_shell
from runtime_py.npm.session import Session
from runtime_py.platform.bytes import encode, to_hex
from runtime_py.platform.digest import sha256
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, CONNECT, DENY, FETCH
from runtime_py.security.audit_chain import BEHAVIOUR, DECISION, STARTED, read_line
from runtime_py.security.patterns import Places
from runtime_py.security.profiles import CAREFUL
from runtime_py.security.reading import Actor, Confinement, Document
from runtime_py.security.subject import SCRIPT
from runtime_py.security.writing import write_confinement

LOADING = 'loading'  # stands for the name of a script
_EVENTS = ['preinstall', 'install', 'postinstall']
_TOPICS = ['read', 'environment', 'globals', 'native', 'errors']


async def observe_package(session: Session, text: str) -> PackageReport:
    """`text`: a package as npm install takes it. Raises NpmError."""
    spec = parse_argument(text, session.cwd, session.home)
    if not spec.from_registry or spec.name is None:
        raise NpmError('EUSAGE', f'npm report needs the name of a package in the registry, not {text}')
    folder = join(session.cache_folder, '_report', to_hex(sha256(encode(text)))[:16])
    session.disk.remove(folder)
    session.disk.make_folder(folder)
    session.disk.write_text(join(folder, 'package.json'), '{}')
    since = last_number(session)
    request = Request(folder)
    request.add = [text]
    installed = await install(session, request)
    manifest = read_manifest(session.disk, join(folder, 'node_modules', spec.name))
    report = PackageReport(identity(manifest))
    _describe(report, manifest, spec.name, list(installed.plan.writes))
    for sentence in installed.replaced:
        report.add('native', sentence)
    await _load(session, report, spec.name, folder)
    await _read_audit(session, report, since)
    return report


def _describe(report: PackageReport, manifest: Map[str, Any], name: str, writes: list[Any]) -> None:
    licence = manifest.get('license')
    report.add('licence', licence if isinstance(licence, str) else text_of(manifest, 'license'))
    for node in writes:
        if node.name != name:
            report.add('dependencies', f'{node.name}@{node.version}')
    scripts = texts_of(manifest, 'scripts')
    for event in _EVENTS:
        script = scripts.get(event)
        if script is not None:
            report.add('scripts', f'{event}: {script}')


async def _load(session: Session, report: PackageReport, name: str, folder: str) -> None:
    result = f'/tmp/npm-report-{to_hex(sha256(encode(folder)))[:16]}.json'
    line = ' '.join(['node', '-e', quote(PROBE), quote(name), quote(folder), quote(result)])
    policy = write_confinement(
        Confinement([]).narrowed(
            Document('npm report loads it', CAREFUL, [_no_network()], await ScriptReport(session).confines()),
            Places(session.home, session.prefix, folder, []),
            Actor(SCRIPT, name, LOADING),
        )
    )
    ended = await run_shell(session, line, folder, session.environment(), True, policy)
    text = session.disk.read_text(result)
    if text is None:
        report.add('errors', f'loading it ended with {ended.exit_code}, and nothing is known of it')
        return
    session.disk.remove(result)
    try:
        found: Any = parse(text)
    except ValueError:
        found = None
    for topic in _TOPICS:
        items = found.get(topic) if isinstance(found, Map) else None
        for item in items if isinstance(items, list) else []:
            if isinstance(item, str):
                report.add(topic, item)


def _no_network() -> Map[str, Any]:
    rule: Map[str, Any] = Map([['effect', DENY]])
    rule.set('action', [CONNECT, FETCH])
    rule.set('why', 'a report reaches nobody')
    return rule


async def _read_audit(session: Session, report: PackageReport, since: int) -> None:
    try:
        await session.system.ask_kernel('audit.head')  # what workers told before is in the log after this
    except Exception:
        report.add('errors', 'the audit log can not be asked: hosts, children and files are not known')
        return
    name = report.identity[: report.identity.rfind('@')]
    lines = audit_lines(session)
    if lines is None:
        report.add('errors', 'the policy of npm hides the audit log: hosts, children and files are not known')
        return
    for line in lines:
        record = read_line(line)
        if record is None or record.get('number') <= since:
            continue
        who = record.get('who')
        if not isinstance(who, str) or not is_about(who, name):
            continue
        add_record(report, record)


def is_about(who: str, name: str) -> bool:
    return who.endswith(f' of {name})') or who.endswith(f' of {name}')


def add_record(report: PackageReport, record: Map[str, Any]) -> None:
    kind = record.get('kind')
    if kind == STARTED:
        program = record.get('program')
        argv = record.get('argv')
        if isinstance(program, str) and isinstance(argv, list) and not _is_own(argv):
            report.add('children', ' '.join([str(word) for word in argv])[:200])
    elif kind == DECISION:
        action = record.get('action')
        thing = str(record.get('object'))
        refused = '' if record.get('effect') == ALLOW else ' (refused)'
        topic = (
            'hosts'
            if action in [CONNECT, FETCH]
            else 'written'
            if action == 'write'
            else 'read'
            if action == 'read'
            else 'refused'
        )
        report.add(topic, thing + refused if topic != 'refused' else f'{action} {thing}')
    elif kind == BEHAVIOUR:
        reasons = record.get('reasons')
        for reason in reasons if isinstance(reasons, list) else []:
            report.add('errors', f'suspicious: {reason}')


def _is_own(argv: list[Any]) -> bool:
    """The shell and the node that run the probe, which no package started."""
    return len([word for word in argv if isinstance(word, str) and 'npm-report-' in word]) > 0
