"""Runs the syntax tree: lists, pipelines, compound commands. Simple commands are in commands.py.

One Interpreter per shell environment: a subshell (parentheses, a part of a pipeline, a substitution, &) gets a clone
with a State of its own, and runs concurrently with the others as a coroutine. Only programs are processes."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.ast import AndOr, Case, Command, For, Function, Group, If, List, Pipeline, Simple, Subshell, While
from runtime_py.shell.background import run_background
from runtime_py.shell.bash.beyond import Beyond
from runtime_py.shell.bash.commands import run_compound
from runtime_py.shell.bash.messages import syntax_lines
from runtime_py.shell.bash.posix import ends_script, special_first
from runtime_py.shell.bash.processes import start_process
from runtime_py.shell.bash.reactions import after_failure, inherit
from runtime_py.shell.bash.rules import rules_of
from runtime_py.shell.cases import run_case, run_if
from runtime_py.shell.commands import Commands
from runtime_py.shell.context import SIGNALED, Interrupted
from runtime_py.shell.expansion import Expander, ExpansionProblem, LineProblem, Scope
from runtime_py.shell.flow import (
    INTERNAL_ERROR,
    BuiltinProblem,
    Control,
    Discard,
    FunctionReturn,
    JobStopped,
    LoopControl,
    Problem,
    Refusal,
    ShellExit,
    internal_error,
)
from runtime_py.shell.glob import Globber
from runtime_py.shell.hiding import PipelineWatch
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.io import Io
from runtime_py.shell.jobs import Job
from runtime_py.shell.loops import run_for, run_while
from runtime_py.shell.parser import Parser
from runtime_py.shell.pipelines import run_parts, time_of
from runtime_py.shell.programs import NOT_FOUND
from runtime_py.shell.prompt import prompt_shown
from runtime_py.shell.redirection import RedirectionProblem, Redirector
from runtime_py.shell.scanner import ShellSyntaxError
from runtime_py.shell.state import ReadOnly, State
from runtime_py.shell.stoppable import can_stop, run_stoppable
from runtime_py.shell.stopwatch import Stopwatch
from runtime_py.shell.strsignal import strsignal
from runtime_py.shell.substitution import substitute
from runtime_py.shell.trap_runner import EXIT, TrapRunner
from runtime_py.sys.signals import SIGCHLD, name_of_signal, number_of_signal

BREATH_MS = 8


class Interpreter:
    """`shell` is shared by all environments of a worker: system, jobs, utilities, the terminal."""

    def __init__(self, shell: Any, state: State, interrupts: Interrupts, job: Job | None) -> None:
        self.shell = shell
        self.system = shell.system
        self.state = state
        self.interrupts = interrupts
        self.job = job
        self.depth = 0  # depth of function calls
        self.loops = 0  # loops around the running command
        # until the loop or function that it targets has ended
        self.leaving: LoopControl | FunctionReturn | None = None
        self.untested = 0  # > 0: within a condition, where errexit doesn't apply
        # whether the last status is that of a command that was tested, as in `if a; then b && c; fi` when b failed
        self.excused = False
        if state.bash and state.beyond is None:
            state.beyond = Beyond()
        self.expander = Expander(state, Globber(shell.system), lambda body, scope: substitute(self, body, scope))
        self.redirector = Redirector(shell.system, state, self.expander)
        self.commands = Commands(self)
        self.trap_runner = TrapRunner(self)
        if state.bash:
            self._be_bash()
        # traps of the parent shell, in a substitution that is only `trap`
        self.shown_traps: Map[str, str] | None = None
        self.in_substitution = False
        self.nesting = 0  # eval, sourced files, traps and substitutions around the running command
        self.ended_by = 0  # the signal that ended this environment
        interrupts.action = lambda number: state.traps.get(name_of_signal(number))
        self.watch: PipelineWatch | None = None  # of the pipeline in which it is the part
        self.part = 0
        self.document = ''  # the last text that was given to a command: << and <<<
        self.calls: list[str] = []  # functions that are called in this environment
        self.copied: list[str] = []  # those in whose calls this environment was started
        self.redirector.told = lambda text: self._remember(text)
        self.redirector.complain = lambda line, message, io: self.complain_at(line, message, io)
        self.redirector.before = lambda path, several, io: self._before_overwriting(path, several, io)
        self._breathed = monotonic_ms()

    def _be_bash(self) -> None:
        state = self.state
        state.beyond.evaluate = lambda text: self.expander.arithmetic(text)
        self.expander.start_process = lambda part, scope: start_process(self, part, scope)
        self.expander.show_prompt = lambda text, io: prompt_shown(self, text, io)
        self.use_options()

    def use_options(self) -> None:
        """After `shopt` in this environment."""
        self.expander.rules = rules_of(lambda option: self.state.beyond.has(option))

    def subshell(self, job: Job | None) -> Interpreter:
        interrupts = Interrupts(self.interrupts) if job is None else job.interrupts
        made = Interpreter(self.shell, self.state.clone(), interrupts, self.job if job is None else job)
        if self.state.bash:
            inherit(self.state, made.state)
        made.depth = self.depth
        made.untested = self.untested
        made.loops = 0 if self.state.bash else self.loops
        made.in_substitution = self.in_substitution
        made.nesting = self.nesting
        made.watch = self.watch
        made.part = self.part
        made.copied = [*self.copied, *[name for name in self.calls if name not in self.copied]]
        return made

    def _remember(self, text: str) -> None:
        self.document = text

    async def _before_overwriting(self, path: str, several: bool, io: Io) -> None:
        many = several or self.loops > 0 or self.depth > 0
        await self.shell.guard.overwrites(path, many, self.state.get('HOME') or '', io.get(2))

    def leave(self) -> None:
        """The environment has ended: it gets no more signals."""
        self.interrupts.leave_tree()
        for name, text in self.state.traps.entries():
            if text != '' and name != EXIT:
                self.shell.trap_changed(self.state, number_of_signal(name))

    # sources

    async def run_source(self, source: str, io: Io, shows: bool = False, line: int = 1) -> int:
        """Parses and runs a text: a script, a trap. A syntax error is reported; its status is 2. `shows`: with the option
        verbose, the text is printed as it is read."""
        try:
            return await self._run_commands(source, io, line, shows, False)
        except ShellSyntaxError as error:
            await self._tell_syntax(error, source, line, io)
            self.state.status = 2
            return 2

    async def run_nested(self, source: str, io: Io, line: int, file: str = '') -> int:
        """As `run_source`, for `eval` and `.` (of a file): a syntax error ends a script as other misuses of special
        builtins do."""
        self.nesting += 1
        try:
            return await self._run_commands(source, io, line, False, True)
        except ShellSyntaxError as error:
            if not self.state.bash:
                raise BuiltinProblem(error.told)
            await self._tell_syntax(error, source, line, io, f'{self.state.name}: eval' if file == '' else file)
            if ends_script(self):
                raise ShellExit(2)
            return 2
        finally:
            self.nesting -= 1

    async def _tell_syntax(self, error: ShellSyntaxError, source: str, line: int, io: Io, who: str = '') -> None:
        if not self.state.bash:
            await self.complain_at(error.line, error.told, io)
            return
        if who == '':
            who = f'{self.state.name}: -c' if self.state.beyond.source == 'c' and not error.refused else self.state.name
        for text in syntax_lines(error, source, line):
            shown = text.partition(': ')[2] if self.shell.interactive else text
            await self.write_error(f'{who}: {shown}\n', io)

    async def _run_commands(self, source: str, io: Io, line: int, shows: bool, nested: bool) -> int:
        told = 0
        parser = Parser(source, self._aliases(), self.state.bash)
        parser.lexer.line = line
        ran = False
        while True:
            # one at a time: later commands may need an alias that this one defines, or have errors
            if self.state.bash:
                parser.lexer.extglob = self.state.beyond.has('extglob')
                parser.use_aliases(self._aliases())
            body = parser.complete_command()
            if shows and self.state.has_option('verbose'):
                await self.write_error(parser.lexer.source[told : parser.lexer.at], io)
            told = parser.lexer.at
            if body is None:
                return self.state.status if ran else 0
            ran = True
            try:
                await self.run_list(body, io)
            except Discard:
                if nested:
                    raise
                self.state.status = 1
            if self.leaving is not None:
                return self.state.status
            if shows and self.state.has_option('onecmd'):
                return self.state.status

    def _aliases(self) -> Map[str, str]:
        """bash expands aliases only in interactive shells."""
        plain = not self.state.bash or self.shell.interactive or self.state.beyond.has('expand_aliases')
        return self.state.aliases if plain else Map()

    async def complain_at(self, line: int, message: str, io: Io) -> None:
        """As `complain`, of a line."""
        if not self.state.bash:
            message = f'{line}: {message}'
        elif not self.shell.interactive:
            message = f'line {line}: {message}'
        await self.complain(message, io)

    async def complain(self, message: str, io: Io) -> None:
        """Prints `sh: message` on stderr."""
        await self.write_error(f'{self.speaker()}: {message}\n', io)

    def speaker(self) -> str:
        """Who reports an error: in bash the file of the running function or sourced script."""
        if self.state.bash and not self.shell.interactive and len(self.state.beyond.frames) > 0:
            return str(self.state.beyond.here())
        return self.state.name

    async def write_error(self, text: str, io: Io) -> None:
        fd = io.get(2)
        if fd >= 0:
            data = to_bytes(text)
            await self.system.write_async(fd, data, 0, len(data))

    async def tell_signal(self, number: int, io: Io) -> None:
        """Reports which signal ended a command, if that isn't obvious."""
        text = strsignal(number)
        if text != '' and io.get(2) >= 0:
            data = to_bytes(text + '\n')
            await self.system.write_async(io.get(2), data, 0, len(data))

    # lists

    async def run_list(self, body: List, io: Io) -> int:
        for item in body.items:
            if self.state.has_option('noexec') and not self.shell.interactive:
                break
            if item.background:
                await self._contain(run_background(self, item, io), io)
            else:
                await self.run_and_or(item, io)
                if self.leaving is not None:
                    break
        return self.state.status

    async def _contain(self, running: Any, io: Io) -> None:
        """An internal error around commands (their pipes, their environments) doesn't end a script either."""
        try:
            self.state.status = await running
        except (Control, Problem):
            raise
        except Exception as error:
            await self.complain(internal_error(error), io)
            self.state.status = INTERNAL_ERROR

    async def run_and_or(self, item: AndOr, io: Io) -> int:
        for k, pipeline in enumerate(item.pipelines):
            if k > 0 and (item.operators[k - 1] == '&&') != (self.state.status == 0):
                continue
            tested = k < len(item.pipelines) - 1 or pipeline.negated
            self.untested += 1 if tested else 0
            try:
                await self.run_pipeline(pipeline, io)
            finally:
                self.untested -= 1 if tested else 0
            self.excused = self.excused or tested
            if self.leaving is not None:
                break
            if self.state.status != 0 and self.untested == 0 and not self.excused:
                if self.state.bash:
                    await after_failure(self, pipeline, io)
                if self.state.has_option('errexit'):
                    raise ShellExit(self.state.status)
        return self.state.status

    async def run_guarded(self, body: List, io: Io) -> int:
        """Runs a subshell's body: any exit from it ends it."""
        return await self.run_to_end(self.run_list(body, io), io)

    async def run_to_end(self, running: Any, io: Io) -> int:
        """Runs with the EXIT trap, unless a signal ended it."""
        try:
            self.state.status = await self.settle(running, io)
            if self.ended_by == 0:
                await self.trap_runner.run_exit(io)
        finally:
            self.leave()
        return self.state.status

    async def settle(self, running: Any, io: Io) -> int:
        """The status of a separate environment: any exit ends it."""
        try:
            status: int = await running
            return self.take_leave(status)
        except ShellExit as leave:
            return leave.status
        except Discard:
            return 1
        except Interrupted as stop:
            self.ended_by = stop.number
            return stop.status
        except Control:
            raise
        except Exception as error:
            await self.complain(internal_error(error), io)
            return INTERNAL_ERROR

    def child_ended(self) -> None:
        """What would be a process of its own in bash has ended: sets off a trap for SIGCHLD."""
        if self.state.bash and (self.state.traps.get('CHLD') or '') != '':
            self.interrupts.pending.append(SIGCHLD)

    def take_leave(self, status: int) -> int:
        """The status at an outermost level: a `return` gives its own, `break` and `continue` 0."""
        leaving = self.leaving
        self.leaving = None
        if leaving is None:
            return status
        return leaving.status if isinstance(leaving, FunctionReturn) else 0

    # pipelines

    async def run_pipeline(self, pipeline: Pipeline, io: Io) -> int:
        watch = Stopwatch(self.system)
        outer = self.job
        if self.shell.monitor and (outer is None or not self.state.is_subshell):
            # each pipeline of the shell's own environment is a job, also those in functions and loops
            self.job = Job(pipeline.text, True, self.interrupts)
        try:
            if len(pipeline.commands) == 1:
                self.state.status = await self.run_command(pipeline.commands[0], io)
                if self.state.bash:
                    self.state.beyond.pipe_status = [self.state.status]
            else:
                commands = pipeline.commands
                running = (
                    run_stoppable(self, io, lambda inner, its_io: run_parts(inner, commands, its_io))
                    if can_stop(self)
                    else run_parts(self, commands, io)
                )
                await self._contain(running, io)
                self.excused = False
        finally:
            if self.job is not outer:
                self.job = outer
                self.shell.foreground_is_ours()
        if self.leaving is None:
            await self.trap_runner.run_pending(io)
        if self.leaving is not None:
            return self.state.status
        if pipeline.negated:
            self.state.status = 1 if self.state.status == 0 else 0
        if pipeline.timed:
            await self.write_error(time_of(self, watch, pipeline), io)
        return self.state.status

    # commands

    async def run_command(self, command: Command, io: Io) -> int:
        """The status; reports errors that prevent the command from running."""
        await self._breathe()
        if isinstance(command, Function):
            if self.state.bash and special_first(self.state, command.name):
                await self.complain_at(command.line, f"`{command.name}': is a special builtin", io)
                raise ShellExit(2)
            if self.state.bash and command.name in self.state.beyond.fixed:
                await self.complain_at(command.line, f'{command.name}: readonly function', io)
                return 1
            self.state.functions.set(command.name, command.body)
            if self.state.bash:
                self.state.beyond.defined(command)
            return 0
        its_io = io
        watch, part = self.watch, self.part
        try:
            if isinstance(command, Simple):
                self.state.line = command.line
                status = await self.commands.run(command, io)
                self.excused = False
                return status
            if len(command.redirections) > 0:
                its_io = io.derive()
                scope = Scope(io)
                await self.redirector.apply(command.redirections, its_io, scope)
                if scope.processes is not None:
                    self.watch, self.part = scope.processes.watch, 1
            return await self._run_compound(command, its_io)
        except (ExpansionProblem, ReadOnly, BuiltinProblem) as problem:
            await self.complain_at(command.line, self._told(problem), io)
            return self._after_problem(problem)
        except RedirectionProblem as problem:
            self.excused = False
            if problem.message != '':
                await self.complain_at(command.line, problem.message, io)
            return 1 if self.state.bash else 2
        except Control:
            raise
        except Exception as error:
            await self.complain_at(command.line, internal_error(error), io)
            return INTERNAL_ERROR
        finally:
            self.watch, self.part = watch, part
            if its_io is not io:
                its_io.close(self.system)

    def _told(self, problem: Problem) -> str:
        if self.state.bash and isinstance(problem, ReadOnly):
            return f'{problem.variable}: readonly variable'
        return problem.message

    def _after_problem(self, problem: Problem) -> int:
        """What ends a POSIX script ends only the command in bash, apart from expansions that `set -u` and ${x?} forbid."""
        if self.state.bash:
            if isinstance(problem, Refusal):
                raise ShellExit(2)
            if isinstance(problem, ExpansionProblem) and not isinstance(problem, LineProblem):
                if not self.shell.interactive:
                    raise ShellExit(NOT_FOUND if self.state.beyond.source == 'c' else 1)
            if ends_script(self):
                raise ShellExit(NOT_FOUND if self.state.beyond.source == 'c' else 1)
            raise Discard('discarded')
        if not self.shell.interactive:
            raise ShellExit(2)
        return 1

    async def _breathe(self) -> None:
        """Yields: a loop of builtins must not block the worker's other work, or Ctrl-C."""
        if monotonic_ms() - self._breathed > BREATH_MS:
            await self.interrupts.turn()
            self._breathed = monotonic_ms()
        self.check()

    def check(self) -> None:
        """Raises Interrupted when a signal has ended this environment."""
        if self.interrupts.number != 0 and not self.interrupts.survives(self.interrupts.number):
            raise Interrupted(self.interrupts.number)

    def job_stopped(self, job: Job) -> int:
        """The status after a foreground job has stopped: the commands behind it run, but loops end, as in bash. (A loop
        that went on would stop again and again.)"""
        status = SIGNALED + job.stop_signal
        if self.in_substitution:
            raise JobStopped(status)
        if self.loops > 0:
            self.leaving = LoopControl(self.loops, False, status)
        return status

    async def _run_subshell(self, command: Subshell, io: Io) -> int:
        """Descriptors that `exec` opens in a subshell are closed with it."""
        if can_stop(self):
            return await run_stoppable(self, io, lambda inner, own: inner.run_guarded(command.body, own))
        its_io = io.derive()
        try:
            return await self.subshell(None).run_guarded(command.body, its_io)
        finally:
            its_io.close(self.system)

    async def _run_compound(self, command: Command, io: Io) -> int:
        if isinstance(command, Group):
            return await self.run_list(command.body, io)
        if isinstance(command, Subshell):
            if self.state.bash:
                self.state.line = command.line
            status = await self._run_subshell(command, io)
            self.excused = False
            self.child_ended()
            return status
        if isinstance(command, If):
            return await run_if(self, command, io)
        if isinstance(command, For):
            return await run_for(self, command, io)
        if isinstance(command, While):
            return await run_while(self, command, io)
        if isinstance(command, Case):
            return await run_case(self, command, io)
        return await run_compound(self, command, io)

    async def condition(self, body: List, io: Io) -> bool:
        self.untested += 1
        try:
            return await self.run_list(body, io) == 0
        finally:
            self.untested -= 1
