"""A whole machine in one worker for tests of the shell and its utilities: a real System, and `sh` that runs a script in
it.

Programs (node, npm) need the kernel and aren't here."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, decode, encode
from runtime_py.platform.memory import create
from runtime_py.shell.bash.beginning import comes_from
from runtime_py.shell.interpreter import Interpreter
from runtime_py.shell.io import Io
from runtime_py.shell.main import make_state, run_text
from runtime_py.shell.shell import Shell
from runtime_py.sys.children import Launch
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System


class Result:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


class Box:
    """A machine with the folder /home/user, where scripts run. `launched` are the programs that were requested."""

    def __init__(self) -> None:
        self.launched: list[Launch] = []
        self.system = System(
            create_machine(create(4194304, 268435456)), 0, '/', lambda launch: self.launched.append(launch)
        )
        for path in ['/tmp', '/home', '/home/user', '/usr', '/usr/bin', '/dev']:
            self.system.mkdir(path, 0o777)
        self.system.chdir('/home/user')
        self.shell_name = 'sh'
        self.env = ['HOME=/home/user', 'PATH=/usr/bin', 'USER=user', 'TZ=UTC']

    def write(self, path: str, text: str) -> None:
        self.system.write_file(path, encode(text))

    def read(self, path: str) -> str:
        data = self.system.read_file(path)
        return f'error {-data}' if isinstance(data, int) else decode(data)

    def interpreter(self) -> Interpreter:
        """That of a new shell."""
        shell = Shell(self.system)
        made = Interpreter(shell, make_state(self.system, self.shell_name, self.env), shell.interrupts, None)
        if made.state.bash:
            comes_from(made.state, 'c', '')
        return made

    async def sh(self, script: str, stdin: str = '') -> Result:
        return await self.sh_bytes(script, encode(stdin))

    async def sh_bytes(self, script: str, stdin: Bytes) -> Result:
        """Runs a script with files for its descriptors."""
        system = self.system
        system.chdir('/home/user')  # elsewhere, every shell is a separate process
        system.write_file('/tmp/.in', stdin)
        interpreter = self.interpreter()
        io = Io()
        io.put(0, system.open('/tmp/.in', 0, 0), True)
        io.put(
            1,
            system.open('/tmp/.out', 0o1002, 0o666)
            if system.exists('/tmp/.out')
            else system.open('/tmp/.out', 0o102, 0o666),
            True,
        )
        io.put(
            2,
            system.open('/tmp/.err', 0o1002, 0o666)
            if system.exists('/tmp/.err')
            else system.open('/tmp/.err', 0o102, 0o666),
            True,
        )
        status = await run_text(interpreter, script, io)
        io.close(system)
        return Result(status, self.read('/tmp/.out'), self.read('/tmp/.err'))

    async def out(self, script: str, stdin: str = '') -> str:
        """The output, followed by errors, and the status if it isn't 0."""
        result = await self.sh(script, stdin)
        return result.out + result.err + ('' if result.status == 0 else f'[{result.status}]')


async def same_as_native(fact: list) -> None:
    """`fact`: a script, and its output and status in the native shell."""
    script, out, status = fact
    box = Box()
    box.system.umask(0o022)
    ours = await box.sh(script)
    assert [ours.out, ours.status] == [out, status], ours.err
