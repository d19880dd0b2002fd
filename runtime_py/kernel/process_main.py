"""Entry of the process worker: gets warm, waits for a program, runs it, ends.

Messages from the kernel worker: `memory` or `confined`, `prepare` and `prepare_thread` (get warm), `prepare_further`,
`prepare_for`, `scripts`
(those that are in memory by now), `start`, `thread`, `answer`, `object_arrived`, `objects_settled`. To it: `launch`,
`ask`, `thread`, `compiled`, and `put_object`, `fetch`, `fetched`, `settle_objects` (objects that only the engine can
carry: object_transfer.py)."""

from runtime_py.kernel.call_times import time_calls
from runtime_py.kernel.object_transfer import ObjectTransferLink
from runtime_py.kernel.observing import counted_post, observe
from runtime_py.kernel.policy_enforcement import confine
from runtime_py.kernel.programs import NODE, NPM, SERVE, SHELL
from runtime_py.kernel.rehearsal import rehearse, rehearse_messages
from runtime_py.kernel.start_notes import StartNotes
from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.futures import start
from runtime_py.platform.memory import FixedMemory, wrap
from runtime_py.platform.parent_requests import ParentRequests
from runtime_py.platform.parts import part
from runtime_py.platform.stack_room import use_room_module
from runtime_py.platform.worker_scripts import use_line, use_scripts
from runtime_py.platform.workers import on_parent_message, post_to_parent, say_loaded, say_warm
from runtime_py.security.actions import ALLOW, DENY
from runtime_py.sys.children import Launch
from runtime_py.sys.machine import Machine
from runtime_py.sys.messages.mailbox import Mailbox
from runtime_py.sys.messages.remote_system import identify, remote_system
from runtime_py.sys.permission_wait import PermissionWait
from runtime_py.sys.system import System
from runtime_py.sys.threads import ThreadLaunch

OWN_BYTES = 32 * 1024 * 1024  # of a confined program: its message ports; what isn't used is never there
INTERNAL_ERROR = 70  # sysexits.h: EX_SOFTWARE
PROCESS = 'process.js'
# parts of process.js (toolchain/parts.py)
NODE_PART = 'node.js'
SHELL_PART = 'shell.js'
NPM_PART = 'npm.js'
SERVE_PART = 'serve.js'
PROGRAM_PARTS = [SHELL_PART, NPM_PART, SERVE_PART]


class Worker:
    """The single instance of this worker."""

    def __init__(self) -> None:
        self.machine = None
        self.mailbox = None  # of a confined program, which has no machine
        self.remote = None  # the System of a confined program, made before there is one
        self.system = None
        self.requests = ParentRequests(post_to_parent)
        self.warm = False

    def on_message(self, data: object) -> None:
        kind = data['type']
        if kind == 'memory':
            use_scripts(data['folder'], data['scripts'], PROCESS)
            use_line(data['line'])
            use_room_module(data['room'])
            self.machine = Machine(wrap(data['memory']))
        elif kind == 'confined':
            use_scripts(data['folder'], data['scripts'], PROCESS)
            use_line(data['line'])
            self.mailbox = data['mailbox']
        elif kind == 'scripts':
            use_scripts(data['folder'], data['scripts'], PROCESS)
        elif kind == 'prepare':
            self.get_ready(True)
        elif kind == 'prepare_thread':
            self.get_ready(False)
        elif kind == 'prepare_further':
            self.get_ready_further(data['policy'])
        elif kind == 'prepare_for':
            self.get_ready_for(data['scripts'])
        elif kind == 'start':
            start(self.run(data), lambda error: console.error(error))
        elif kind == 'thread':
            self.run_thread(data)
        elif kind == 'object_arrived':
            self.system.object_transfer.arrived(data['number'], data['value'])
        elif kind == 'objects_settled':
            self.system.object_transfer.settled()
        elif kind == 'answer':
            self.requests.answer(data)

    def get_ready(self, main_thread: bool) -> None:
        """Gets warm while no program waits for this worker."""
        try:
            self.prepare(main_thread)
        except Exception as error:
            # a script could not be loaded: the program that takes this worker tries again, and reports the error
            console.warn(error)

    def get_ready_further(self, policy: str) -> None:
        """Loads the scripts that many programs need, while no program needs this worker or a processor."""
        try:
            if self.system is None:
                part(NODE_PART).prepare_further()
                part(SHELL_PART)
                rehearse(policy)
        except Exception:
            # they are loaded again when a program needs them, which then reports errors; `console` is Node's by now
            pass

    def get_ready_for(self, scripts: list) -> None:
        """Loads what the program that is expected will need (kernel/preparing.py), while nothing needs this worker."""
        began = now_ms()
        try:
            if self.system is None and self.warm:
                for name in scripts:
                    if name in PROGRAM_PARTS:
                        part(name)
                part(NODE_PART).prepare_scripts(scripts)
                post_to_parent({'type': 'prepared', 'ms': now_ms() - began})
        except Exception:
            # as above
            pass

    def prepare(self, main_thread: bool) -> None:
        """Loads Node's library and boots it, as far as possible without what the program gives."""
        if not self.warm:
            node = part(NODE_PART)
            node.load_library()
            self.warm = True
            node.prepare(main_thread)
            if self.mailbox is not None and self.system is None:
                self.remote = self.make_remote()
                rehearse_messages()
        say_warm()

    async def run(self, request: object) -> None:
        system = self.make_confined_system(request) if self.machine is None else self.make_main_system(request)
        system.program = request['path']
        if request['notes']:
            StartNotes(system).begin()
        try:
            code = await self._enter(system, request['applet'], request['argv'], request['env'])
        except Exception as error:
            text = encode(f'terrarium: internal error in {request["applet"]}: {error}\n{error.stack or ""}\n')
            system.write_wait(2, text, 0, len(text))
            code = INTERNAL_ERROR
        system.exit(code)

    def make_main_system(self, request: object) -> System:
        self.machine.memory.sync()  # it may have grown since this worker became warm
        system = self.make_system(request['slot'], request['cwd'], 0)
        guard(system, request, request['argv'], request['cwd'])
        system.umask(request['umask'])
        return system

    def make_confined_system(self, request: object) -> System:
        """Its policy is with the kernel, which carries out its calls. Nothing of it goes to other workers."""
        system: object = self.remote if self.remote is not None else self.make_remote()
        facts = request['confined']
        identify(system, request['pid'], facts['started'], facts['booted'], facts['memory'])
        system.context.asker = lambda op, args: self.requests.ask(op, args)
        system.context.is_bound = True
        system.object_transfer = ObjectTransferLink(lambda message: None, lambda message: None)
        system.show_compiled = lambda key, size, module: None
        system.context.set_mask(request['umask'])  # the kernel has it
        if facts['foresees']:
            system.transport.keep(system.mailbox.volunteered())
        self.system = system
        return system

    def make_remote(self) -> System:
        return remote_system(
            FixedMemory(ArrayBuffer(OWN_BYTES)),
            Mailbox(FixedMemory(self.mailbox)),
            lambda message: self.requests.call(message),
        )

    def make_system(self, slot: int, cwd: str, thread: int) -> System:
        system: object = System(self.machine, slot, cwd, post_launch, thread)
        system.context.asker = lambda op, args: self.requests.ask(op, args)
        system.context.thread_launcher = post_thread
        post_counted = post_to_parent if thread == 0 else counted_post(system, thread)
        system.object_transfer = ObjectTransferLink(post_to_parent, post_counted)
        system.show_compiled = post_compiled
        system.guard()
        time_calls(system)
        self.system = system
        return system

    def run_thread(self, request: object) -> None:
        """Runs a thread; only Node has threads."""
        self.machine.memory.sync()
        system = self.make_system(request['process'], '', request['slot'])
        guard(system, request, [], system.getcwd())
        self.prepare(False)
        part(NODE_PART).thread_main(system, request['number'], request['start'])

    async def _enter(self, system: System, applet: str, argv: list, env: list) -> int:
        if applet in NODE:
            self.prepare(True)
            return await part(NODE_PART).main(system, argv, env)
        system.measure_turns()
        found = part(NPM_PART if applet in NPM else SERVE_PART if applet in SERVE else SHELL_PART)
        say_warm()
        if applet in SHELL:
            return await found.main(system, argv, env, applet)
        if applet in NPM or applet in SERVE:
            system.begin()
            return await found.main(system, argv, env)
        return await found.run_applet(system, applet, argv, env)


def post_launch(launch: Launch) -> None:
    post_to_parent(
        {
            'type': 'launch',
            'slot': launch.slot,
            'pid': launch.pid,
            'applet': launch.applet,
            'path': launch.path,
            'argv': launch.argv,
            'env': launch.env,
            'cwd': launch.cwd,
            'umask': launch.umask,
            'policy': launch.policy,
        }
    )


def guard(system: System, request: object, argv: list, cwd: str) -> None:
    """Puts the observer and the policy of a program before its system calls."""
    post = counted_post(system, system.slot)
    observe(system, request['path'], argv, cwd, request['policy'], post)
    confine(system, request['policy'], request['path'], post, lambda: asking(system))


def asking(system: System) -> object:
    """Decides what a policy would ask a person: waits for the answer."""
    waiting = PermissionWait(system, lambda number, action, thing: post_permission(system, number, action, thing))
    return lambda action, thing, decision: ALLOW if waiting.ask(action, thing) else DENY


def post_permission(system: System, number: int, action: str, thing: str) -> None:
    post_to_parent(
        {'type': 'permission', 'thread': system.context.thread, 'number': number, 'action': action, 'thing': thing}
    )


def post_thread(launch: ThreadLaunch) -> None:
    post_to_parent(
        {
            'type': 'thread',
            'slot': launch.slot,
            'number': launch.number,
            'process': launch.process,
            'start': launch.start,
        }
    )


def post_compiled(key: str, size: int, module: object) -> None:
    post_to_parent({'type': 'compiled', 'key': key, 'size': size, 'module': module})


worker = Worker()
on_parent_message(lambda data, ports: worker.on_message(data))
say_loaded()
