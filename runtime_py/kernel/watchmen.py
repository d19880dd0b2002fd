"""Makes the monitor of behaviour and the firewall of a machine, and joins them with the kernel.

Must not know how they decide."""

from __future__ import annotations

from runtime_py.kernel.behaviour import Behaviour
from runtime_py.kernel.firewall_desk import FirewallDesk
from runtime_py.kernel.policy_watch import PolicyWatch
from runtime_py.kernel.restraints import Restraints
from runtime_py.kernel.root_files import RootFiles
from runtime_py.platform.clock import monotonic_ms
from runtime_py.security.audit_chain import POLICY
from runtime_py.security.trace import WRITE
from runtime_py.sys.layout import PID

KEEP_MS = 10000
PROPOSED = 'ERR_TERRARIUM_FIREWALL'


class Watchmen:
    """`kernel` has the system, the supervisor, the audit log and what reaches the user."""

    def __init__(self, kernel: object, registries: list, later: object) -> None:
        self._system = kernel.system
        self._kept = monotonic_ms()
        self.policies = None
        log = kernel.audit_log
        self._log = log
        files = RootFiles(kernel.system)
        self.firewall = FirewallDesk(
            kernel.system,
            files,
            log,
            registries,
            lambda text: kernel.warn(text, PROPOSED, ['`firewall accept` allows it']),
        )
        supervisor = kernel.supervisor
        self.behaviour = Behaviour(
            kernel.system,
            files,
            log,
            self.firewall,
            Restraints(kernel.system, later),
            lambda host: host in registries,
            lambda text, code, details: kernel.warn(text, code, details),
            lambda: newest(kernel.rollbacks.newest_first()),
            lambda slot: supervisor.confinements.of(slot),
        )

    async def begin(self, contents: object, workdir: str) -> None:
        await self.firewall.begin(contents)
        await self.behaviour.begin(contents)
        self.policies = await contents.with_contents(
            lambda: PolicyWatch(
                self._system, lambda path, what, digest: self._policy_changed(path, what, digest), workdir
            )
        )

    def _policy_changed(self, path: str, what: str, digest: str) -> None:
        self._log.add(POLICY, {'text': f'{path} {what}', 'object': path, 'digest': digest})

    def started(self, launch: object) -> None:
        """A program must start even if nobody can judge it."""
        self._look_at_policies()
        try:
            self.behaviour.started(launch)
        except Exception as error:
            console.error('the monitor of behaviour failed', error)

    def observed(self, slot: int, data: object) -> None:
        self.behaviour.observed(slot, self._system.processes.get(slot, PID), data['what'], data['thing'])
        if data['what'] == WRITE and self.policies is not None:
            self.policies.wrote(data['thing'])

    def _look_at_policies(self) -> None:
        if self.policies is not None:
            self.policies.look()

    def refused(self, slot: int, data: object) -> None:
        pid = self._system.processes.get(slot, PID)
        self.behaviour.refused(pid, data['action'], data['thing'], data['effect'])

    def look(self, reading: object) -> None:
        self.behaviour.look(reading)
        self._look_at_policies()
        if monotonic_ms() - self._kept >= KEEP_MS:
            self.keep()

    def keep(self) -> None:
        self._kept = monotonic_ms()
        self.behaviour.keep()

    def answer(self, desk: str, op: str, args: list) -> object:
        """For the page, and for shells."""
        return (self.firewall if desk == 'firewall' else self.behaviour).answer(op, [] if args is None else args)

    def answer_process(self, slot: int, desk: str, op: str, args: list) -> object:
        pid = self._system.processes.get(slot, PID)
        if op not in ('list', 'known') and not self.behaviour.may_answer(pid):
            raise TypeError(f'{desk} {op}: only the user may change this, at a shell or in the page')
        return self.answer(desk, op, args)


def newest(checkpoints: list) -> str:
    return checkpoints[0]['name'] if len(checkpoints) > 0 else ''
