"""Feeds the monitor of behaviour (security/monitor.py) with what processes do, and carries out its verdicts: a record in
the audit log, the user is told from `asked` on, and the processes of the run are restrained.

It knows starts, ends, ports and CPU time from the kernel itself; hosts and files from the observers in the processes
(sys/observer.py). A run is a process with its children. The interactive shell and the machine's own tools aren't judged;
what they start begins a run. Must not know what is suspicious."""

from __future__ import annotations

from runtime_py.kernel.base_system import HOME
from runtime_py.platform.atomics import load
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map, Set
from runtime_py.security.actions import CONNECT
from runtime_py.security.areas import Surroundings
from runtime_py.security.audit_chain import BEHAVIOUR, POLICY
from runtime_py.security.monitor import Monitor
from runtime_py.security.policy import clean_object
from runtime_py.security.restriction import ASKED, DENIED, LEVELS, NONE, NOTED, PAUSED
from runtime_py.security.scrambled import SAMPLE, hidden_text, looks_scrambled
from runtime_py.security.subject import COMMAND
from runtime_py.security.trace import HOST, REFUSED, SCRAMBLED, START, TEXT, Trace
from runtime_py.security.who import script_of, text_of, who_of
from runtime_py.security.writing import read_confinement
from runtime_py.sys.kinds.tty import KIND_TTY
from runtime_py.sys.layout import (
    FD_TABLE,
    PPID,
    SEEN_READ,
    SEEN_REMOVED,
    SEEN_WRITTEN,
    SEEN_WRITTEN_FILES,
    entry,
)
from runtime_py.sys.observer import REWRITTEN
from runtime_py.sys.project import project_of
from runtime_py.vfs.description import KIND_DEVICE
from runtime_py.vfs.flags import O_RDONLY

STATE = 'behaviour'
CODE = 'ERR_TERRARIUM_BEHAVIOUR'
_SHELLS = ['sh', 'bash', 'jsh', 'ash']
_UNJUDGED = ['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg', 'serve', '']
_TEXT_MOST = 20000
_PATHS_MOST = 16
_THING_MOST = 80000  # letters of one message
_OBSERVED_MOST = 500  # messages of one process


class Process:
    """`run`: the pid of the process that began it, 0 if it isn't judged. `program` is its file's name, which whoever made
    the file chose; `applet` is what runs."""

    def __init__(self, slot: int, run: int, program: str, applet: str, package_name: str) -> None:
        self.slot = slot
        self.run = run
        self.program = program
        self.applet = applet
        self.package = package_name
        self.observed = 0
        self.hosts: Set = Set()  # that it was seen to connect to
        self.written = 0
        self.removed = 0
        self.cpu = 0.0
        self.bytes = 0.0
        self.read_bits = 0
        self.written_bits = 0


class Behaviour:
    """`ordinary(host)`: hosts that are no sign. `tell(text, code, details)` reaches the user; `way_back()` names the last
    checkpoint, ''."""

    def __init__(
        self,
        system: object,
        files: object,
        log: object,
        firewall: object,
        restraints: object,
        ordinary: object,
        tell: object,
        way_back: object,
        policy_of: object,
    ) -> None:
        self.monitor = Monitor(ordinary)
        self._system = system
        self._files = files
        self._log = log
        self._firewall = firewall
        self._restraints = restraints
        self._tell = tell
        self._way_back = way_back
        self._policy_of = policy_of
        self._processes: Map = Map()  # pid -> Process
        self._started: Map = Map()  # number of a run -> ms
        self._is_changed = False

    async def begin(self, contents: object) -> None:
        text = await self._files.read(STATE, contents)
        if text != '' and not self.monitor.baselines.load(text):
            self._log.add(POLICY, {'text': 'what programs usually do could not be read: it is learned anew'})

    def keep(self) -> None:
        """Writes what has changed since the last time."""
        self._firewall.keep()
        if self._is_changed:
            self._is_changed = False
            self._files.write(STATE, self.monitor.baselines.text())

    def put_back(self) -> None:
        """After a rollback, which must not take back what was learned."""
        self._firewall.put_back()
        self._files.write(STATE, self.monitor.baselines.text())

    # processes

    def started(self, launch: object) -> None:
        program = launch.path[launch.path.rfind('/') + 1 :]
        if program == '':
            return
        parent = self._processes.get(self._system.processes.get(launch.slot, PPID))
        policy = self._policy_of(launch.slot)
        subject = read_confinement(policy).subject(program)
        who = who_of(launch.path, launch.argv, launch.cwd, subject)
        run = self._run_of(launch, parent, who)
        self._processes.set(launch.pid, Process(launch.slot, run, program, launch.applet, who.package))
        if run == launch.pid:
            self._begin_run(launch, who, subject)
        elif run != 0:
            self._verdict(run, self.monitor.saw(run, START, launch.path, now_ms()))
            found = self.monitor.run(run)
            if found is not None and found.level > NOTED:
                self._restraints.restrain_one(launch.pid, found.level)
        script = script_of(launch.argv) if launch.applet in ('node', *_SHELLS) else ''
        if run != 0 and script != '':
            full = script if script.startswith('/') else f'{launch.cwd}/{script}'
            self._verdict(run, self.monitor.saw(run, START, full, now_ms()))
        text = text_of(launch.argv)
        if run != 0 and text != '' and launch.applet in ('node', *_SHELLS):
            hidden = hidden_text(text[:_TEXT_MOST])
            if hidden != '':
                self._verdict(run, self.monitor.saw(run, TEXT, hidden, now_ms()))

    def _run_of(self, launch: object, parent: object, who: object) -> int:
        """The run that a new process belongs to."""
        if launch.applet in _UNJUDGED or (is_bare_shell(launch) and not self._reads_text(launch)):
            return 0
        found = None if parent is None or parent.run == 0 else self.monitor.run(parent.run)
        if found is None:
            return launch.pid
        # a command of a script of the user's own (`npm run build`) is known by its own name
        is_new = (who.has_name and not found.trace.who.has_name and parent.applet in _SHELLS) or (
            who.package != found.trace.who.package
            and found.trace.kind == COMMAND
            and found.trace.who.package == ''
            and not found.trace.who.has_name
        )
        return launch.pid if is_new else parent.run

    def _reads_text(self, launch: object) -> bool:
        """Whether a shell reads its commands from something else than a person or the page: a pipe or a file."""
        if self._system.processes.get(launch.slot, PPID) == 1:
            return False
        machine = self._system.machine
        table = self._system.processes.get(launch.slot, FD_TABLE)
        description = machine.tables.get(table, 0) if table != 0 else 0
        return description > 0 and machine.descriptions.kind(description) not in (KIND_TTY, KIND_DEVICE)

    def _begin_run(self, launch: object, who: object, subject: object) -> None:
        project = project_of(launch.cwd, HOME, lambda path: self._system.exists(path))
        trace = Trace(who, subject.kind, subject.kind == COMMAND and text_of(launch.argv) != '')
        level = self.monitor.begin(launch.pid, trace, Surroundings(HOME, project), now_ms())
        self._started.set(launch.pid, now_ms())
        if level > ASKED:
            self._restraints.restrain_one(launch.pid, level)
            text = f'{who.name} begins {LEVELS[level]}, because of what it did before (`behaviour` shows it)'
            self._log.add(BEHAVIOUR, {'pid': launch.pid, 'who': who.name, 'level': LEVELS[level], 'text': text})
            self._tell(text, CODE, [])

    def ended(self, pid: int) -> None:
        process = self._processes.get(pid)
        if process is None:
            return
        if process.run != 0:
            self._read_entry(process)
            self._verdict(process.run, self.monitor.counted(process.run, now_ms()))
        self._processes.delete(pid)
        self._restraints.forget(pid)
        if process.run == pid or (process.run != 0 and len(self._members(process.run)) == 0):
            self._end_run(process.run)

    def _end_run(self, run: int) -> None:
        """When its last process has ended."""
        if len(self._members(run)) == 0 and self.monitor.run(run) is not None:
            self.monitor.end(run)
            self._started.delete(run)
            self._is_changed = True

    def _members(self, run: int) -> list:
        return [pid for pid, process in self._processes.entries() if process.run == run]

    # what was observed

    def observed(self, slot: int, pid: int, what: str, thing: str) -> None:
        """By a process's observer, whose word is taken."""
        process = self._processes.get(pid)
        if process is None or process.observed >= _OBSERVED_MOST or len(thing) > _THING_MOST:
            return
        if what == HOST and process.hosts.has(thing):
            return  # its observer and the door both tell
        process.observed += 1
        if what == HOST:
            process.hosts.add(thing)
        if what == HOST and clean_object(CONNECT, thing) == thing:
            self._firewall.connected(process.program, process.package, thing)
        if process.run == 0:
            return
        self._read_entry(process)
        if what == REWRITTEN:
            self._look_at(process.run, thing.split('\n'))
        elif what != SCRAMBLED and what != REFUSED:
            self._verdict(process.run, self.monitor.saw(process.run, what, thing, now_ms()))

    def at_door(self, pid: int, thing: str) -> str:
        """A connection that reaches the network worker, whatever the process's observer said of it: why it is denied, ''
        when it isn't."""
        process = self._processes.get(pid)
        if process is None:
            return self._firewall.refusal('', '', thing)
        self.observed(process.slot, pid, HOST, thing)
        found = None if process.run == 0 else self.monitor.run(process.run)
        if found is not None and found.level >= DENIED:
            return 'it may connect to nobody, because of what it did (`behaviour` shows it)'
        return self._firewall.refusal(process.program, process.package, thing)

    def _look_at(self, run: int, paths: list) -> None:
        """Whether the files that it wrote last can still be read."""
        for path in paths[:_PATHS_MOST]:
            content = self._beginning(path)
            if len(content) > 0 and looks_scrambled(content):
                self._verdict(run, self.monitor.saw(run, SCRAMBLED, path, now_ms()))

    def _beginning(self, path: str) -> Bytes:
        """Nothing if it can't be read: then it isn't in memory, so nobody has written it since the boot."""
        buffer = Uint8Array(SAMPLE)
        fd = self._system.open(path, O_RDONLY)
        if fd < 0:
            return Uint8Array(0)
        try:
            return buffer.slice(0, max(0, self._system.read(fd, buffer, 0, SAMPLE)))
        except Exception:
            return Uint8Array(0)
        finally:
            self._system.close(fd)

    def refused(self, pid: int, action: str, thing: str, effect: str) -> None:
        """By a policy. Commands that the user confines himself try what they like."""
        process = self._processes.get(pid)
        found = None if process is None or process.run == 0 else self.monitor.run(process.run)
        if found is not None and found.trace.kind != COMMAND and effect != 'allow':
            self._verdict(process.run, self.monitor.saw(process.run, REFUSED, f'{action} {thing}', now_ms()))

    def look(self, reading: object) -> None:
        """Twice a second: CPU time, traffic, and what the processes' entries say."""
        for each in reading.processes:
            process = self._processes.get(each.pid)
            if process is None or process.run == 0:
                continue
            found = self.monitor.run(process.run)
            if found is None:
                continue
            counts = found.trace.counts
            counts.cpu_ms += max(0.0, each.cpu() - process.cpu)
            counts.sent += max(0.0, each.sent + each.received - process.bytes)
            process.cpu = each.cpu()
            process.bytes = each.sent + each.received
            self._read_entry(process)
        for run in list(self._started.keys()):
            found = self.monitor.run(run)
            found.trace.counts.seconds = (now_ms() - self._started.get(run)) / 1000
            self._verdict(run, self.monitor.counted(run, now_ms()))
            level = self.monitor.relaxed(run, now_ms())
            if level is not None:
                self._relax(run, level)

    def _read_entry(self, process: object) -> None:
        """Adds what is new in it to the run's trace."""
        words = self._system.memory.i32
        base = entry(process.slot) >> 2
        trace = self.monitor.run(process.run).trace
        written = load(words, base + SEEN_WRITTEN_FILES)
        removed = load(words, base + SEEN_REMOVED)
        trace.counts.written += max(0, written - process.written)
        trace.counts.removed += max(0, removed - process.removed)
        process.written = written
        process.removed = removed
        trace.saw_areas(load(words, base + SEEN_READ), load(words, base + SEEN_WRITTEN))

    # verdicts

    def _verdict(self, run: int, verdict: object) -> None:
        if verdict is None:
            return
        pids = self._members(run)
        found = self.monitor.run(run)
        self._log.add(
            BEHAVIOUR,
            {
                'pid': run,
                'who': verdict.name,
                'kind_of_subject': found.trace.kind,
                'score': verdict.score,
                'level': LEVELS[verdict.level],
                'reasons': verdict.reasons,
            },
        )
        if verdict.level < ASKED:
            return
        checkpoint = self._way_back()
        details = [
            *verdict.reasons,
            f'`behaviour allow "{verdict.name}"` if it may do that',
            *([f'`rollback "{checkpoint}"` takes the files back to the last checkpoint'] if checkpoint != '' else []),
        ]
        self._tell(f'{verdict.name} was {_WORDS[verdict.level]}: {verdict.reasons[0]}', CODE, details)
        if verdict.level > ASKED:
            self._restraints.restrain(pids, verdict.level, lambda: self._is_paused(run))

    def _is_paused(self, run: int) -> bool:
        found = self.monitor.run(run)
        return found is not None and found.level == PAUSED

    def _relax(self, run: int, level: int) -> None:
        found = self.monitor.run(run)
        self._log.add(
            BEHAVIOUR, {'pid': run, 'who': found.trace.who.name, 'level': LEVELS[level], 'text': 'relaxed with time'}
        )
        if level > ASKED:
            for pid in self._members(run):
                self._restraints.restrain_one(pid, level)
        else:
            self._restraints.release(self._members(run))

    # the user

    def answer(self, op: str, args: list) -> object:
        now = now_ms()
        monitor = self.monitor
        if op == 'list':
            rows = []
            for name in monitor.standing.names():
                level = monitor.standing.level(name, now)
                if level > NONE:
                    rows.append([name, Math.round(monitor.standing.score(name, now)), LEVELS[level]])
            return rows
        if op == 'known':
            found = monitor.baselines
            return [[name, found.of(name).runs, list(found.of(name).habits.keys())] for name in found.names()]
        if op == 'allow' and len(args) == 1:
            runs = monitor.approve(args[0])
            for run in runs:
                self._restraints.release(self._members(run))
            self._log.add(POLICY, {'text': f'what {args[0]} does is allowed'})
            self._is_changed = True
            return len(runs)
        if op == 'forget' and len(args) == 1:
            monitor.standing.clear(args[0])
            self._is_changed = True
            self._log.add(POLICY, {'text': f'what {args[0]} usually does was forgotten'})
            return monitor.baselines.forget(args[0])
        raise TypeError(f'no such request: {op}')

    def may_answer(self, pid: int) -> bool:
        """Whether the process may change what is allowed: a shell, or what it started in its own worker. A program that
        could allow itself would be restricted by nothing."""
        process = self._processes.get(pid)
        return (
            process is not None
            and process.package == ''
            and (process.run == 0 or (process.run == pid and process.applet in (*_SHELLS, 'behaviour', 'firewall')))
        )


def is_bare_shell(launch: object) -> bool:
    """Without a script or a text."""
    return launch.applet in _SHELLS and script_of(launch.argv) == '' and text_of(launch.argv) == ''


_WORDS = ['', 'noted', 'noted, and goes on', 'slowed', 'denied connections and changes', 'paused']
