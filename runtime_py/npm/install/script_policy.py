"""Install scripts of dependencies run with the profile *careful* and confined, so that they share no memory with the
machine (docs/rooms/security.md): what each may do, and what it was refused.

The project's .terrarium/policy.json can say otherwise for a package by rules with `package` or `script`. Must not know
how scripts are run."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.paths import join
from runtime_py.npm.session import Session
from runtime_py.platform.errno import EACCES, OsError
from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, ASK, LISTEN, WRITE
from runtime_py.security.audit_chain import DECISION, lines_of, read_line
from runtime_py.security.audit_query import plain
from runtime_py.security.patterns import Places
from runtime_py.security.profiles import CAREFUL
from runtime_py.security.reading import Actor, BadPolicy, Confinement, Document, read_document
from runtime_py.security.subject import COMMAND, SCRIPT
from runtime_py.security.writing import write_confinement
from runtime_py.sys.http_url import UrlError, parse_url

POLICY_FILE = '.terrarium/policy.json'
AUDIT = '/var/log/audit/current'
_SHOWN_MOST = 20
_SOURCE = 'install scripts are careful'
_NPX = 'npx of what is not installed is careful'


def npx_confinement(session: Session, folder: str, name: str) -> str:
    """For a command that `npx` brings because it isn't installed: careful, but it may write in the folder in which it is
    called, for which the user calls it, and keep its own settings. Not confined: the user waits for it at a terminal,
    and may start threads."""
    own = [
        # a new project may have these; it doesn't read them
        *_write_rules(['./', './**/.env', './**/.env.*', './.npmrc'], ALLOW, 'it is called there'),
        *_settings_rules(name[name.rfind('/') + 1 :]),
    ]
    places = Places(session.home, session.cwd, folder, _registries(session))
    document = Document(_NPX, CAREFUL, [*own, *_rules_of_project(session)])
    return write_confinement(Confinement([]).narrowed(document, places, Actor(COMMAND, name)))


def _settings_rules(name: str) -> list[Map[str, Any]]:
    """Where libraries keep a program's settings and state (env-paths, conf, configstore): create-next-app ends with EACCES
    without its own. It may make the folders that these lie in, but write nothing else there."""
    folders = ['~/.config', '~/.config/configstore', '~/.local/share', '~/.local/state']
    kept = [f'{folder}/{name}-nodejs' for folder in folders]
    kept.extend([f'~/.config/configstore/{name}.json*', f'~/.config/configstore/update-notifier-{name}.json*'])
    return [
        *_write_rules(['~/.local', *folders], ALLOW, 'where settings lie'),
        *_write_rules([f'{folder}/*' for folder in ['~/.local', *folders]], ASK, 'settings of others'),
        *_write_rules(kept, ALLOW, 'its own settings'),
    ]


def _write_rules(paths: list[str], effect: str, why: str) -> list[Map[str, Any]]:
    return [Map([['effect', effect], ['action', WRITE], ['path', path], ['why', why]]) for path in paths]


def script_confinement(session: Session, event: str, folder: str, name: str, confined: bool) -> str:
    """For SpawnRequest.policy. Raises NpmError when the project's policy can't be read."""
    listen: Map[str, Any] = Map([['effect', ASK], ['action', LISTEN]])
    listen.set('why', 'what it serves could be shown as a preview, which has more rights')
    rules = [listen, *_rules_of_project(session)]
    places = Places(session.home, session.prefix, folder, _registries(session))
    return write_confinement(
        Confinement([]).narrowed(Document(_SOURCE, CAREFUL, rules, confined), places, Actor(SCRIPT, name, event))
    )


def _rules_of_project(session: Session) -> list[Map[str, Any]]:
    written = session.disk.read_text(join(session.prefix, POLICY_FILE))
    if written is None:
        return []
    try:
        return read_document(written, POLICY_FILE).rules
    except BadPolicy as problem:
        raise NpmError('EPOLICY', f'{POLICY_FILE}: {problem.text}')


def _registries(session: Session) -> list[str]:
    try:
        url = parse_url(session.config.default_registry())
    except UrlError:
        return []
    return [f'{url.host}:{url.port}']


def audit_lines(session: Session) -> list[str] | None:
    """The audit log's records; None where npm itself runs under a policy that hides them."""
    try:
        return lines_of(session.disk.read_text(AUDIT) or '')
    except OsError as error:
        if error.errno == EACCES:
            return None
        raise


def last_number(session: Session) -> int:
    """Of the audit log's last record."""
    lines = audit_lines(session)
    record = read_line(lines[-1]) if lines is not None and len(lines) > 0 else None
    return 0 if record is None else record.get('number')


class ScriptReport:
    """Which scripts ran, and what the audit log says of them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._ran: list[str] = []
        self._subjects: list[str] = []
        self._since = last_number(session)
        self._confines: bool | None = None

    async def confines(self) -> bool:
        """Whether this machine can confine programs. Where it can't, its user has been told when it booted
        (docs/SECURITY.md), and is told again."""
        if self._confines is None:
            self._confines = await self._ask_whether_it_confines()
            if not self._confines:
                self.session.log('warn', 'install scripts are careful, but they can not be confined in this browser')
        return self._confines

    async def _ask_whether_it_confines(self) -> bool:
        try:
            return await self.session.system.ask_kernel('confines') is True
        except Exception:
            return True  # what isn't known is decided when the script starts

    def ran(self, identity: str, name: str, event: str) -> None:
        self._ran.append(f'{identity} ({event})')
        self._subjects.append(f'({event} of {name})')

    async def tell(self) -> None:
        """On npm's standard error. What they did in their own folders and in scratch space isn't told."""
        if len(self._ran) == 0:
            return
        await self._barrier()
        self.session.log('notice', f'install scripts ran: {", ".join(self._ran)}')
        lines = audit_lines(self.session)
        if lines is None:
            self.session.log('warn', 'what they did can not be told: the policy of npm hides the audit log')
            return
        refused: list[str] = []
        outside: list[str] = []
        for line in lines:
            record = read_line(line)
            if (
                record is None
                or record.get('number') <= self._since
                or record.get('kind') != DECISION
                or not self._is_ours(record)
            ):
                continue
            text = plain(f'{record.get("who")}: {record.get("action")} {record.get("object")}')
            if record.get('effect') == ALLOW:
                outside.append(text)
            else:
                refused.append(f'{text} ({plain(str(record.get("why")))})')
        self._list('outside of its folder', outside, 'notice')
        self._list('refused', refused, 'warn')

    def _is_ours(self, record: Map[str, Any]) -> bool:
        who = record.get('who')
        return isinstance(who, str) and len([subject for subject in self._subjects if who.endswith(subject)]) > 0

    def _list(self, what: str, lines: list[str], level: str) -> None:
        for line in lines[:_SHOWN_MOST]:
            self.session.log(level, f'{what}: {line}')
        if len(lines) > _SHOWN_MOST:
            self.session.log(level, f'{what}: {len(lines) - _SHOWN_MOST} more (audit --who "of ")')

    async def _barrier(self) -> None:
        """What the scripts' workers told the kernel before they ended is in the log after this."""
        try:
            await self.session.system.ask_kernel('audit.head')
        except Exception:
            self.session.log('verbose', 'the audit log can not be asked')
