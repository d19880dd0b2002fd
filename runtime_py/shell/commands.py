"""Simple commands (POSIX XCU 2.9.1): expansion, assignments, redirections, and execution: by a function, a builtin, a
utility in this worker, or a program in a process of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.errno import EACCES, EPIPE
from runtime_py.platform.maps import Map
from runtime_py.shell.ast import Assignment, Simple, Word
from runtime_py.shell.bash.assignments import encoded, entries_of
from runtime_py.shell.bash.builtins.table import BASH_BUILTINS
from runtime_py.shell.bash.hashing import pinned_path, remember
from runtime_py.shell.bash.help_texts import usage_of
from runtime_py.shell.bash.keywords import with_keywords
from runtime_py.shell.bash.messages import of_builtin
from runtime_py.shell.bash.performing import perform
from runtime_py.shell.bash.posix import ends_script, special_first
from runtime_py.shell.bash.reactions import before_command
from runtime_py.shell.bash.restricted import refused_call_of
from runtime_py.shell.bash.tracing import trace_command
from runtime_py.shell.builtins.special import DECLARING, OWN_COMMANDS, SPECIAL
from runtime_py.shell.builtins.table import BUILTINS
from runtime_py.shell.context import SIGPIPE_STATUS, BrokenPipe, Context, Interrupted, WriteFailed
from runtime_py.shell.expansion import LineProblem, Scope
from runtime_py.shell.flow import (
    INTERNAL_ERROR,
    BuiltinProblem,
    Control,
    Problem,
    Refusal,
    ShellExit,
    internal_error,
)
from runtime_py.shell.function_calls import call_function
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.lookup import find_program
from runtime_py.shell.permission import Permission
from runtime_py.shell.programs import NOT_FOUND, Programs
from runtime_py.shell.prompt import expanded_text
from runtime_py.shell.redirection import RedirectionProblem
from runtime_py.shell.state import ReadOnly, Variable
from runtime_py.shell.stoppable import can_stop, run_stoppable
from runtime_py.shell.strerror import strerror
from runtime_py.sys.signals import SIGPIPE
from runtime_py.vfs.layout import S_IFMT, S_IFREG

UTILITY_FOLDERS = ['/usr/bin', '/bin']


class Commands:
    def __init__(self, interpreter: Any) -> None:
        self.interpreter = interpreter
        self.shell = interpreter.shell
        self.system = interpreter.system
        self.state = interpreter.state
        self.programs = Programs(interpreter)
        self.permission = Permission(interpreter)
        self.builtins: Map[str, Any] = BASH_BUILTINS if interpreter.state.bash else BUILTINS
        if interpreter.state.bash and len(interpreter.state.beyond.disabled) > 0:
            self.use_builtins()

    def use_builtins(self) -> None:
        """After `enable` in this environment."""
        disabled = self.state.beyond.disabled
        self.builtins = Map()
        for name, run in BASH_BUILTINS.entries():
            if name not in disabled:
                self.builtins.set(name, run)

    def is_builtin(self, name: str) -> bool:
        if self.state.bash and name in self.state.beyond.disabled:
            return False
        return self.builtins.has(name) or name in OWN_COMMANDS

    def run(self, command: Simple, io: Io) -> Awaitable[int]:
        return self._run_as_bash(command, io) if self.state.bash else self._run(command, io, Scope(io))

    async def _run_as_bash(self, command: Simple, io: Io) -> int:
        await before_command(self.interpreter, command.text, io)
        interpreter = self.interpreter
        if self.state.has_option('keyword'):
            command = with_keywords(command)
        watch, part = interpreter.watch, interpreter.part
        scope = Scope(io)
        try:
            return await self._run(command, io, scope)
        finally:
            interpreter.watch, interpreter.part = watch, part
            if scope.processes is not None:
                scope.processes.close(self.system)

    async def _run(self, command: Simple, io: Io, scope: Scope) -> int:
        argv = await (
            self._arguments(command.words, scope)
            if command.declares
            else self.interpreter.expander.fields(command.words, scope)
        )
        if len(argv) == 0:
            return await self._assign_only(command, io, scope)
        if argv[0] == 'exec' and len(argv) == 1:
            before = io.derive()
            await self._redirect(command, 'exec', io, scope)
            io.close_replaced(before, self.system)
            return 0
        its_io = io
        if len(command.redirections) > 0 or scope.processes is not None:
            its_io = io.derive()
        try:
            if its_io is not io:
                await self._redirect(command, argv[0], its_io, scope)
            if scope.processes is not None:
                scope.processes.give(its_io)
                self.interpreter.watch, self.interpreter.part = scope.processes.watch, 1
            values = await self._values(command, scope)
            if scope.processes is not None:
                its_io = io.derive() if its_io is io else its_io
                scope.processes.give(its_io)
            if self.state.has_option('xtrace'):
                await self._trace(values, argv, io)
            return await self.dispatch(argv, values, its_io, True)
        finally:
            if self.state.bash:
                self.state.beyond.last_argument = argv[-1]
            if its_io is not io:
                its_io.close(self.system)

    async def _arguments(self, words: list[Word], scope: Scope) -> list[str]:
        """The arguments of a possible declaration utility, direct or after `command`."""
        expander = self.interpreter.expander
        argv: list[str] = []
        declares = False
        for k, word in enumerate(words):
            if word.compound is not None:
                entries = await entries_of(expander, word.compound, scope)
                argv.append(encoded(word.compound.name, entries, word.compound.append))
                continue
            if k > 0 and declares and word.assigns:
                argv.append(await expander.value(word, True, scope))
                continue
            argv.extend(await expander.fields([word], scope))
            if not declares and len(argv) > 0:
                name = after_command(argv)
                declares = name in DECLARING and not self.state.functions.has(name)
        return argv

    async def _redirect(self, command: Simple, name: str, its_io: Io, scope: Scope) -> None:
        """Applies redirections. Raises ShellExit when that fails for a special builtin (POSIX XCU 2.8.1)."""
        try:
            await self.interpreter.redirector.apply(command.redirections, its_io, scope)
        except RedirectionProblem as problem:
            if name not in SPECIAL or not ends_script(self.interpreter):
                raise
            if problem.message != '':
                await self.interpreter.complain_at(command.line, problem.message, scope.io)
            raise ShellExit(1 if self.state.bash else 2)

    async def _assign_only(self, command: Simple, io: Io, scope: Scope) -> int:
        its_io = io.derive() if len(command.redirections) > 0 else io
        values: Map[str, str] = Map()
        try:
            if its_io is not io:
                await self.interpreter.redirector.apply(command.redirections, its_io, scope)
            for assignment in command.assignments:
                if self.state.bash:
                    self.state.beyond.last_argument = ''
                    await perform(self.interpreter, assignment, scope)
                    continue
                else:
                    text = await self._value(assignment, scope)
                    self.state.set(assignment.name, text)
                values.set(assignment.name, text)
            if values.size > 0 and self.state.has_option('xtrace'):
                await self._trace(values, [], io)
        finally:
            if its_io is not io:
                its_io.close(self.system)
        return scope.status if scope.status >= 0 else 0

    async def _value(self, assignment: Assignment, scope: Scope) -> str:
        text = await self.interpreter.expander.value(assignment.value, False, scope)
        if not assignment.append:
            return text
        before = self.state.get(assignment.name)
        return ('' if before is None else before) + text

    async def _values(self, command: Simple, scope: Scope) -> Map[str, str]:
        """The assignments before a command. Each sees the ones before it: `A=x B=$A env`."""
        values: Map[str, str] = Map()
        if len(command.assignments) == 0:
            return values
        hidden: Map[str, Variable] = Map()
        try:
            for k, assignment in enumerate(command.assignments):
                name = assignment.name
                text = await self._value(assignment, scope)
                found = self.state.variables.get(name)
                if found is not None and found.readonly:
                    raise ReadOnly(name)
                values.set(name, text)
                if k < len(command.assignments) - 1:
                    if not hidden.has(name):
                        hidden.set(name, Variable(None, False, False) if found is None else found)
                    self.state.variables.set(name, Variable(text, True, False))
        finally:
            self._bring_back(hidden)
        return values

    def _bring_back(self, hidden: Map[str, Variable]) -> None:
        for name, variable in hidden.entries():
            if variable.value is None and not variable.exported and not variable.readonly:
                self.state.variables.delete(name)
            else:
                self.state.variables.set(name, variable)

    async def _trace(self, values: Map[str, str], argv: list[str], io: Io) -> None:
        if self.state.bash:
            await trace_command(self.interpreter, values, argv, io)
            return
        words = [f'{name}={value}' for name, value in values.entries()]
        lead = await expanded_text(self.interpreter, self.state.get('PS4') or '+ ', io)
        await self.interpreter.write_error(lead + ' '.join([*words, *argv]) + '\n', io)

    def context(self, argv: list[str], io: Io, values: Map[str, str]) -> Context:
        """The context for a builtin or utility: the exported variables, overridden by this command's assignments."""
        env = self.state.environment()
        for name, value in values.entries():
            env.set(name, value)
        context = Context(self.system, argv, env, self.state.cwd, io.get(0), io.get(1), io.get(2))
        context.further = io
        if self.is_builtin(argv[0]):
            place = self.programs.place()
            context.speaker = f'{self.interpreter.speaker()}: {place}{argv[0]}' if place != '' else argv[0]
        context.umask = self.state.umask
        context.interrupts = self.interpreter.interrupts
        context.run_command = lambda inner, its: self.run_for(inner, its)
        context.start_process = lambda request: self.programs.wait_for(request)
        return context

    async def run_for(self, argv: list[str], context: Context) -> int:
        """Runs a command for a utility (xargs, find -exec, env): a utility or a program, never a function or builtin,
        in the environment and folder that the utility gives."""
        io = context.further.derive()
        io.put(0, context.stdin, False)
        io.put(1, context.stdout, False)
        io.put(2, context.stderr, False)
        if self.permission.is_restricted(argv[0]):
            return await self.permission.say_restricted(argv[0], io)
        if self.shell.guard.wants(argv[0]):
            refused = await self.permission.check(argv, context.cwd, context.env.get('PATH'), io, True)
            if refused >= 0:
                return refused
        if argv[0] == 'kill':
            return await self._builtin(argv, context.env, io, False)  # it knows the jobs that have no process
        utility = self._utility(argv[0], context.env.get('PATH'), context.cwd)
        if utility is not None:
            context.runner = ''
            return await self.run_utility(utility, context)
        return await self.programs.start(
            argv, context.env, context.env.get('PATH'), context.cwd, io, '', context.runner
        )

    def _utility(self, name: str, path: str | None, cwd: str) -> Any:
        """The utility for a name: unless a folder earlier in PATH than that of the utilities has a program of this
        name."""
        utility = self.shell.utilities.get(name)
        if utility is None or path is None or name in OWN_COMMANDS:
            return utility
        for folder in path.split(':'):
            if folder in UTILITY_FOLDERS:
                return utility
            mode = self.system.mode_of(absolute((folder if folder != '' else '.') + '/' + name, cwd))
            if (mode & S_IFMT) == S_IFREG and (mode & 0o111) != 0:
                return None
        return None

    async def dispatch(
        self,
        argv: list[str],
        values: Map[str, str],
        io: Io,
        functions: bool,
        search: str | None = None,
        lead: str = '',
        file: str = '',
    ) -> int:
        """Finds and runs the command, in POSIX's order. `search` replaces PATH; `lead` begins what is said of a program
        that doesn't start; `file` is the program if argv[0] is only how it is called."""
        name = argv[0] if file == '' else file
        if self.state.bash and not self.state.functions.has(name):
            if self.state.beyond.restricted and refused_call_of([name, *argv[1:]]) != '' and lead == '':
                await self.interpreter.complain_at(self.state.line, refused_call_of([name, *argv[1:]]), io)
                return 1
        if name == '':
            if self.state.bash:
                await self.interpreter.complain_at(self.state.line, ': command not found', io)
            else:
                await self.interpreter.complain(f': {strerror(EACCES)}', io)
            return NOT_FOUND
        if self.permission.is_restricted(name) and not (functions and self.state.functions.has(name)):
            return await self.permission.say_restricted(name, io)
        if self.shell.guard.wants(name) and not (functions and self.state.functions.has(name)):
            refused = await self.permission.check(argv, self.state.cwd, self._path(values, search), io, False)
            if refused >= 0:
                return refused
        pinned = ''
        if '/' not in name:
            if functions and special_first(self.state, name):
                for variable, value in values.entries():
                    self.state.set(variable, value)
                return await self._builtin(argv, values, io, not self.shell.interactive)
            body = self.state.functions.get(name) if functions else None
            if body is not None:
                return await self._with_values(values, lambda: call_function(self.interpreter, body, argv, io))
            if self.builtins.has(name) and file == '':
                return await self._with_values(values, lambda: self._builtin(argv, values, io, False))
            utility = self._utility(name, self._path(values, search), self.state.cwd)
            if self.state.bash and search is None:
                pinned = pinned_path(self.state, name)
                if pinned != '':
                    utility = self._utility_at(pinned)
            if utility is not None:
                if self.state.bash:
                    self._remember(name, values, search)
                if can_stop(self.interpreter):
                    return await run_stoppable(
                        self.interpreter,
                        io,
                        lambda inner, its_io: inner.commands.run_own(utility, argv, its_io, values),
                    )
                return await self.run_own(utility, argv, io, values)
        return await self._program(argv, values, io, search, lead, file if pinned == '' else pinned)

    def _utility_at(self, path: str) -> Any:
        folder, _, name = path.rpartition('/')
        return self.shell.utilities.get(name) if folder in UTILITY_FOLDERS else None

    def _remember(self, name: str, values: Map[str, str], search: str | None) -> None:
        """For `hash`."""
        if search is None and not values.has('PATH') and not self.state.beyond.hashed.entries.has(name):
            remember(self.state, name, find_program(self.interpreter, name, False))

    def _path(self, values: Map[str, str], search: str | None) -> str | None:
        """The path for finding programs; a PATH that isn't exported counts, too."""
        path = values.get('PATH') if search is None else search
        return self.state.get('PATH') if path is None else path

    async def _builtin(self, argv: list[str], values: Map[str, str], io: Io, ends_script: bool) -> int:
        context = self.context(argv, io, values)
        builtin = self.builtins.get(argv[0])
        try:
            return await self._guarded(builtin(self.interpreter, context, io), context)
        except LineProblem as problem:
            if self.state.bash:
                problem.message = f'{argv[0]}: {problem.message}'
            raise
        except (BuiltinProblem, ReadOnly) as problem:
            await context.flush()
            if self.state.bash:
                return await self._failed_in_bash(argv[0], problem, io, ends_script)
            await self.interpreter.complain(f'{self.state.line}: {argv[0]}: {problem.message}', io)
            if ends_script:
                raise ShellExit(2)
            return 2

    async def _failed_in_bash(self, name: str, problem: BuiltinProblem | ReadOnly, io: Io, ends_script: bool) -> int:
        if isinstance(problem, ReadOnly):
            message = f'{problem.variable}: {"cannot unset: " if name == "unset" else ""}readonly variable'
        else:
            message = of_builtin(name, problem.message)
        option = message.endswith(': invalid option')
        lead = (
            '' if isinstance(problem, ReadOnly) and name in ('export', 'getopts', 'read', 'readonly') else f'{name}: '
        )
        await self.interpreter.complain_at(self.state.line, lead + message, io)
        if isinstance(problem, Refusal):
            raise ShellExit(2)
        if option:
            await self.interpreter.write_error(usage_of(name), io)
        if ends_script and option:
            raise ShellExit(2)
        return 2 if option else 1

    async def run_own(self, utility: Any, argv: list[str], io: Io, values: Map[str, str]) -> int:
        return await self.run_utility(utility, self.context(argv, io, values))

    async def run_utility(self, utility: Any, context: Context) -> int:
        interpreter = self.interpreter
        if interpreter.job is not None:
            interpreter.job.started.open()  # it may take long, and is no process
        interpreter.interrupts.enter()
        try:
            return await self._guarded(utility(context), context)
        except Interrupted as stop:
            if not interpreter.interrupts.survives(stop.number):
                raise
            await interpreter.tell_signal(stop.number, context.further)
            return stop.status
        finally:
            interpreter.interrupts.leave()
            interpreter.child_ended()

    async def _guarded(self, running: Any, context: Context) -> int:
        """Runs it, flushes its output, and converts what stopped it into a status."""
        try:
            status = await running
            await context.flush()
            return status
        except BrokenPipe:
            if context.argv[0] in OWN_COMMANDS or self.builtins.has(context.argv[0]):
                return await self._pipe_broke(context)
            return SIGPIPE_STATUS
        except WriteFailed as failed:
            await context.write_error(f'{context.speaker}: write error: {strerror(failed.errno)}\n')
            return 1
        except (Control, Problem):
            raise
        except Exception as error:
            await context.write_error(f'{context.argv[0]}: {internal_error(error)}\n')
            return INTERNAL_ERROR

    async def _pipe_broke(self, context: Context) -> int:
        """The writer, which is the shell, gets SIGPIPE: a loop of `echo` ends when the reader is gone, unless the shell
        has a trap for it."""
        if self.state.traps.get('PIPE') is not None:
            await context.write_error(f'{context.argv[0]}: write error: {strerror(EPIPE)}\n')
            return 1
        if not self.state.is_subshell:
            if self.shell.interactive:
                return SIGPIPE_STATUS
            self.system.kill(self.system.pid, SIGPIPE)
        raise ShellExit(SIGPIPE_STATUS)

    async def _with_values(self, values: Map[str, str], run: Callable[[], Any]) -> int:
        """Runs a function or builtin; assignments before it are valid until it returns."""
        saved: Map[str, Variable] = Map()
        for name, value in values.entries():
            found = self.state.variables.get(name)
            saved.set(name, Variable(None, False, False) if found is None else found)
            self.state.variables.set(name, Variable(value, True, False))
            if name == 'OPTIND':
                self.state.set(name, value)
        try:
            return await run()
        finally:
            self._bring_back(saved)

    async def _program(
        self, argv: list[str], values: Map[str, str], io: Io, search: str | None, lead: str, file: str = ''
    ) -> int:
        env = self.state.environment()
        for name, value in values.entries():
            env.set(name, value)
        return await self.programs.start(argv, env, self._path(values, search), self.state.cwd, io, lead, '', file)


def after_command(argv: list[str]) -> str:
    """The name of the command that is really run, after any `command`, `command -p` and `command --`; '' while it isn't
    known."""
    k = 0
    while k < len(argv) and argv[k] == 'command':
        k += 1
        while k < len(argv) and argv[k] in ('-p', '--'):
            k += 1
    return argv[k] if k < len(argv) else ''
