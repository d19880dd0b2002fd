"""What of the machine's life goes into the audit log, and in which words. Joins the supervisor, the ports and the log;
must not know the log's form."""

from __future__ import annotations

from runtime_py.kernel.once import OncePerProcess
from runtime_py.platform.maps import Map
from runtime_py.security.audit_chain import (
    CONNECTION,
    DECISION,
    ENDED,
    LIMIT,
    NOTE,
    PORT,
    PREVIEW,
    STARTED,
    WARNING,
)
from runtime_py.security.writing import read_confinement
from runtime_py.sys.layout import PID, PPID

NOTES_MOST = 200  # of one process
PREVIEWS_MOST = 1000  # of one boot
HOSTS_MOST = 100
NOTE_KINDS = ['script', 'integrity', 'command', 'policy']


class Audited:
    """`policy_of(slot)`: the text of a process's policy."""

    def __init__(self, log: object, machine: object, policy_of: object) -> None:
        self.log = log
        self.machine = machine
        self._policy_of = policy_of
        self._programs: Map = Map()  # pid -> path
        self._previews = 0
        self._hosts = OncePerProcess(HOSTS_MOST)  # those that it has reached
        self._notes: Map = Map()  # pid -> how many it has made

    def started(self, launch: object) -> None:
        """A worker of the machine's own has no file; it isn't a program."""
        if launch.path == '':
            return
        processes = self.machine.processes
        self._programs.set(launch.pid, launch.path)
        fields = {
            'pid': launch.pid,
            'parent': processes.get(launch.slot, PPID),
            'program': launch.path,
            'argv': launch.argv,
            'cwd': launch.cwd,
        }
        policy = self._policy_of(launch.slot)
        if policy != '':
            confinement = read_confinement(policy)
            fields['who'] = confinement.subject(last_name(launch.path)).text()
            fields['policy'] = [f'{part.document.source}: {part.document.profile}' for part in confinement.parts]
        self.log.add(STARTED, fields)

    def ended(self, pid: int, status: int) -> None:
        program = self._programs.get(pid)
        if program is None:
            return
        self._programs.delete(pid)
        self._hosts.ended(pid)
        self._notes.delete(pid)
        ending = {'code': status & 255} if status >> 8 == 0 else {'signal': status >> 8}
        self.log.add(ENDED, Object.assign({'pid': pid, 'program': program}, ending))

    def refused(self, slot: int, data: object) -> None:
        """By a front in the process's own worker, whose reports count for what was refused, and for nothing else."""
        pid = self.machine.processes.get(slot, PID)
        self.decided(pid, self._policy_of(slot), data['action'], data['thing'], data['effect'], data['why'])

    def decided(self, pid: int, policy: str, action: str, thing: str, effect: str, why: str) -> None:
        """`policy`: the text of the process's."""
        who = read_confinement(policy).subject(last_name(self.program_of(pid))).text()
        self.log.add(
            DECISION, {'pid': pid, 'who': who, 'action': action, 'object': thing, 'effect': effect, 'why': why}
        )

    def answered(self, question: object, effect: str, how: str) -> None:
        """A person, or nobody, has answered what a policy asks."""
        self.log.add(
            DECISION,
            {
                'pid': question.pid,
                'who': question.subject.text(),
                'action': question.action,
                'object': question.thing,
                'effect': effect,
                'why': f'{question.why}: asked, and the answer was: {how}',
            },
        )

    def connected(self, pid: int, thing: str) -> None:
        """A process reaches a host for the first time: at most HOSTS_MOST of one process."""
        if self._hosts.is_new(pid, thing):
            self.log.add(CONNECTION, {'pid': pid, 'program': self.program_of(pid), 'object': thing})

    def program_of(self, pid: int) -> str:
        """Its path; '' of one that has ended."""
        return self._programs.get(pid) or ''

    def noted(self, slot: int, kind: str, text: str) -> None:
        """Something that a program says of itself: npm of scripts and damaged packages, the shell of commands. Told as
        its word. Raises ValueError."""
        pid = self.machine.processes.get(slot, PID)
        count = (self._notes.get(pid) or 0) + 1
        if kind not in NOTE_KINDS or count > NOTES_MOST:
            raise ValueError('no such note, or too many')
        self._notes.set(pid, count)
        self.log.add(NOTE, {'pid': pid, 'program': self._programs.get(pid) or '', 'about': kind, 'text': text})

    def limited(self, pid: int, command: str, text: str) -> None:
        """A process was ended, because it reached a limit."""
        self.log.add(
            LIMIT, {'pid': pid, 'program': self._programs.get(pid) or '', 'command': command, 'text': f'it {text}'}
        )

    def previewed(self, kind: str, port: int, text: str) -> None:
        """An error in a preview, as the page tells it. A preview may make as many as it likes."""
        self._previews += 1
        if self._previews <= PREVIEWS_MOST:
            self.log.add(PREVIEW, {'port': port, 'about': kind, 'text': text})

    def event(self, event: object) -> None:
        """One of those that go to the page."""
        if event['event'] == 'port':
            self.log.add(PORT, {'port': event['port'], 'state': event['type']})
        elif event['event'] == 'warning':
            self.log.add(WARNING, {'code': event['code'] or '', 'text': event['message'] or ''})


def last_name(path: str) -> str:
    return path[path.rfind('/') + 1 :]
