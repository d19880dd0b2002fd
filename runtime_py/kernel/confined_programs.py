"""The confined programs of this machine: each has a server of its own here, which carries out its system calls
(sys/messages/), and a worker that has no memory of the machine's.

Must not know how workers are made, nor what a policy allows."""

from runtime_py.kernel.messages import CONFINED_MESSAGES, problem_of_typed
from runtime_py.kernel.observing import observe
from runtime_py.kernel.policy_enforcement import confine
from runtime_py.kernel.programs import NODE
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import FixedMemory
from runtime_py.resources.limits import MEMORY
from runtime_py.security.actions import ALLOW
from runtime_py.sys.children import Launch
from runtime_py.sys.limits import soft_limit
from runtime_py.sys.messages.loans import Loans
from runtime_py.sys.messages.served_process import ServedProcess


class ConfinedPrograms:
    """`launch(launch, parent)` starts a child; `hear(slot, data)` hears what a policy refused, and what the observer
    saw; `bring(inode)` loads a content. `decide(slot, action, thing)`, a coroutine, has a person asked; `withdraw(slot)`
    takes the questions of a process back."""

    def __init__(self, machine: object, launch: object, hear: object, bring: object) -> None:
        self.machine = machine
        self.decide = None  # set by whoever asks
        self.withdraw = lambda slot: None
        self._launch = launch
        self._hear = hear
        self._bring = bring
        self._served: Map = Map()  # slot -> ServedProcess
        self.loans = Loans(machine.fs)

    def facts(self, slot: int, foresees: bool) -> object:
        """What its worker has to know of the machine."""
        processes = self.machine.processes
        return {
            'started': processes.started_of(slot),
            'booted': processes.started_of(0),
            'foresees': foresees,
            'memory': soft_limit(self.machine.memory, slot, MEMORY),
        }

    def take_figures(self) -> None:
        """Somebody is about to look at what processes use."""
        for served in self._served.values():
            served.take_figures()

    def begin(self, launch: Launch, child: object, policy: str) -> None:
        """After its worker was told to start, which does so meanwhile: its first call waits."""
        slot = launch.slot
        served = ServedProcess(
            self.machine,
            slot,
            launch.cwd,
            launch.umask,
            lambda wanted: self._launch(wanted, slot),
            lambda system, ask: self._guard(system, ask, launch, policy),
            lambda action, thing: self._allows(slot, action, thing),
            lambda: self.withdraw(slot),
            self._bring,
            lambda text: console.error(f'process {launch.pid}, confined: {text}'),
        )
        self._served.set(slot, served)
        served.begin(FixedMemory(child.mailbox), self.loans, script_of(launch))

    def _guard(self, system: object, ask: object, launch: Launch, policy: str) -> None:
        def post(data: object) -> None:
            self._hear(launch.slot, data)

        observe(system, launch.path, launch.argv, launch.cwd, policy, post)
        confine(system, policy, launch.path, post, lambda: lambda action, thing, decision: ask(action, thing))

    async def _allows(self, slot: int, action: str, thing: str) -> bool:
        decision = await self.decide(slot, action, thing)
        return decision.effect == ALLOW

    def message(self, slot: int, child: object, data: object) -> bool:
        """True: it was a call, which is answered when it is done. Raises TypeError for what such a program can't say."""
        problem = problem_of_typed(CONFINED_MESSAGES, data)
        if problem != '':
            raise TypeError(problem)
        if data['type'] != 'call':
            return False
        start(self._answer(slot, child, data), lambda error: console.error(error))
        return True

    async def _answer(self, slot: int, child: object, data: object) -> None:
        served = self._served.get(slot)
        found = await served.answer(data['data']) if served is not None else None
        if found is not None:
            child.post({'type': 'answer', 'id': data['id'], 'ok': found})

    def end(self, slot: int) -> None:
        if self._served.has(slot):
            self._served.get(slot).close()
            self._served.delete(slot)


def script_of(launch: Launch) -> str:
    """The script that Node is started for; '' where the kernel can't foresee what is asked."""
    argv = launch.argv
    return argv[1] if launch.applet in NODE and len(argv) > 1 and not argv[1].startswith('-') else ''
