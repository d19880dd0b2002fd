"""The confined programs of this machine: each has a server of its own here, which carries out its system calls
(sys/messages/), and a worker that has no memory of the machine's.

Must not know how workers are made, nor what a policy allows."""

from runtime_py.kernel.messages import CONFINED_MESSAGES, problem_of_typed
from runtime_py.kernel.policy_enforcement import confine, deny_questions
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import FixedMemory
from runtime_py.sys.children import Launch
from runtime_py.sys.messages.served_process import ServedProcess


class ConfinedPrograms:
    """`launch(launch, parent)` starts a child; `refused(slot, data)` hears what a policy refused; `bring(inode)` loads
    a content."""

    def __init__(self, machine: object, launch: object, refused: object, bring: object) -> None:
        self.machine = machine
        self._launch = launch
        self._refused = refused
        self._bring = bring
        self._served: Map = Map()  # slot -> ServedProcess

    def begin(self, launch: Launch, child: object, policy: str) -> object:
        """What its worker has to know of the machine."""
        slot = launch.slot
        served = ServedProcess(
            self.machine,
            slot,
            launch.cwd,
            launch.umask,
            lambda wanted: self._launch(wanted, slot),
            lambda system: confine(system, policy, launch.path, lambda data: self._refused(slot, data), deny_questions),
            self._bring,
            lambda text: console.error(f'process {launch.pid}, confined: {text}'),
        )
        self._served.set(slot, served)
        served.begin(FixedMemory(child.mailbox))
        processes = self.machine.processes
        return {'started': processes.started_of(slot), 'booted': processes.started_of(0)}

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
