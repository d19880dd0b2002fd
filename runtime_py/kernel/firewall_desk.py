"""The firewall of a machine (security/firewall.py): kept with the workspace, fed with connections, given to the
observers of all processes, and changed by the user.

Must not know who asks for a change, nor how a connection is denied (sys/observer.py)."""

from __future__ import annotations

from runtime_py.kernel.base_system import HOME
from runtime_py.platform.atomics import store
from runtime_py.platform.clock import now_ms
from runtime_py.security.actions import ALLOW, CONNECT
from runtime_py.security.audit_chain import POLICY
from runtime_py.security.firewall import ANYONE, MODES, PACKAGE, PROGRAM, Actor, Firewall, FirewallRule, actor_of
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Confinement
from runtime_py.security.subject import COMMAND, Subject
from runtime_py.security.writing import write_confinement
from runtime_py.sys.layout import AREA, FIREWALL

STATE = 'firewall'
POLICY_OF_OBSERVERS = 'firewall.policy'  # sys/observer.py reads it


class BadRequest(Exception):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.message = text


class FirewallDesk:
    """`files` is RootFiles; `log` the audit log; `propose(text)` tells the user of a connection without a rule."""

    def __init__(self, system: object, files: object, log: object, ordinary: list, propose: object) -> None:
        self.firewall = Firewall()
        self._system = system
        self._files = files
        self._log = log
        self._ordinary = ordinary
        self._propose = propose
        self._policy = None  # while it denies something
        self._version = 0
        self._is_changed = False

    async def begin(self, contents: object) -> None:
        text = await self._files.read(STATE, contents)
        if text != '' and not self.firewall.load(text):
            self._log.add(POLICY, {'text': 'the firewall could not be read: it has no rules now'})
        self._publish()

    def connected(self, program: str, package_name: str, host: str) -> None:
        self._is_changed = True
        actor = actor_of(program, package_name)
        if self.firewall.saw(actor, host, Date(now_ms()).toISOString()):
            self._propose(f'{actor.text()} connects to {host}, for which the firewall has no rule')

    def refusal(self, program: str, package_name: str, host: str) -> str:
        """Why a connection is denied, '' when it isn't: for the door, which observers can't bypass."""
        if self._policy is None:
            return ''
        decision = self._policy.decide(Subject(program, COMMAND, package_name), CONNECT, host)
        return '' if decision.effect == ALLOW else decision.why

    def keep(self) -> None:
        """Writes what has changed since the last time."""
        if self._is_changed:
            self._is_changed = False
            self._files.write(STATE, self.firewall.text())

    def answer(self, op: str, args: list) -> object:
        """Raises BadRequest."""
        firewall = self.firewall
        if op == 'list':
            return firewall.text()
        if op == 'mode' and args[0] in MODES:
            firewall.mode = args[0]
            return self._changed(f'the firewall is {args[0]}')
        if op in ('allow', 'deny') and len(args) == 4:
            actor = _actor(args[0], args[1])
            if not firewall.put(FirewallRule(op, actor, args[2], args[3])):
                raise BadRequest(f"'{args[2]}' is no host, or there are too many rules")
            return self._changed(f'{op} {args[2]} for {actor.text()}')
        if op == 'remove' and len(args) == 3:
            actor = _actor(args[0], args[1])
            if not firewall.remove(actor, args[2]):
                raise BadRequest(f'there is no rule for {actor.text()} and {args[2]}')
            return self._changed(f'no rule any more: {args[2]} for {actor.text()}')
        if op == 'accept':
            added = firewall.accept()
            self._changed(f'{len(added)} rules were accepted')
            return len(added)
        if op == 'forget':
            firewall.forget()
            return self._changed('the observations of the firewall were forgotten')
        raise BadRequest(f'no such request: {op}')

    def _changed(self, text: str) -> None:
        self._log.add(POLICY, {'text': text})
        self._files.write(STATE, self.firewall.text())
        self._publish()

    def _publish(self) -> None:
        """Observers read the policy when they see another version, at their next connection."""
        document = self.firewall.document(self._ordinary)
        places = Places(HOME, '/')
        self._policy = None
        if len(document.rules) > 0:
            confinement = Confinement([]).narrowed(document, places)
            self._policy = confinement.policy()
            self._files.write(POLICY_OF_OBSERVERS, write_confinement(confinement))
            self._version += 1
        store(self._system.memory.i32, (AREA >> 2) + FIREWALL, self._version if len(document.rules) > 0 else 0)

    def put_back(self) -> None:
        """After a rollback, which must not take rules back."""
        self._files.write(STATE, self.firewall.text())
        self._publish()


def _actor(field: str, name: str) -> Actor:
    if field not in (ANYONE, PROGRAM, PACKAGE):
        raise BadRequest(f'no such subject: {field}')
    return Actor(field, name)
