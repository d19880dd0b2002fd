"""awk (POSIX XCU awk): patterns and actions over records. lexer.py, grammar.py and parser.py turn the text into nodes
that execute themselves."""

from __future__ import annotations

from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input as File
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.awk.expressions import value_of
from runtime_py.shell.utilities.awk.grammar import parse_program
from runtime_py.shell.utilities.awk.lexer import is_name_char, unescape_string
from runtime_py.shell.utilities.awk.program import Program, Rule
from runtime_py.shell.utilities.awk.records import RecordReader
from runtime_py.shell.utilities.awk.run import (
    ARGC,
    ARGV,
    ENVIRON,
    FILENAME,
    FNR,
    FS,
    NF,
    SPECIAL_ARRAYS,
    Leave,
    Run,
    make_array,
)
from runtime_py.shell.utilities.awk.statements import EXIT, NEXT, NEXT_FILE, ON, run_one
from runtime_py.shell.utilities.awk.values import AwkProblem, Input, is_true, to_number

TROUBLE = 2


async def main(context: Context) -> int:
    options = parse_options(context.args, 'F:v:f:', [], False)
    if options.problem != '':
        return await usage_error(context, options.problem, TROUBLE)
    operands = options.operands
    sources: list[str] = []
    for path in options.all_values('f'):
        file = File(context, path)
        sources.append(to_text(await file.read_all()))
        file.close()
        if file.error != 0:
            await context.error(f'cannot open {path}: {strerror(file.error)}')
            return TROUBLE
    if not options.has('f'):
        if len(operands) == 0:
            return await usage_error(context, 'no program given', TROUBLE)
        sources.append(operands[0])
        operands = operands[1:]
    run: Run | None = None
    try:
        program = parse_program('\n'.join(sources))
        run = Run(context, program.globals.size)
        awk = _Awk(context, program, run)
        awk.prepare(operands)
        if options.has('F'):
            separator = options.value('F')
            run.globals[FS] = '\t' if separator == 't' else unescape_string(separator)
        for assignment in options.all_values('v'):
            if not awk.assign(assignment):
                return await usage_error(context, f"'{assignment}' is not an assignment", TROUBLE)
        await awk.work()
        await run.io.close_all()
        return awk.status()
    except AwkProblem as problem:
        if run is not None:
            await run.io.drain()
        await context.error(f'line {problem.line}: {problem.message}' if problem.line > 0 else problem.message)
        return TROUBLE
    finally:
        if run is not None:
            run.io.abandon()


class _Awk:
    """Runs the rules over the records of the operands."""

    def __init__(self, context: Context, program: Program, run: Run) -> None:
        self.context = context
        self.program = program
        self.run = run
        self._next_operand = 1
        self._reader: RecordReader | None = None
        self._file: File | None = None
        self._had_file = False
        self._failed = False
        run.next_record = lambda: self._next_record()

    def prepare(self, operands: list[str]) -> None:
        run = self.run
        for number in self.program.arrays:
            run.globals[number] = make_array()
        for name, value in self.context.env.entries():
            run.globals[ENVIRON].set(name, Input(value))
        for k, operand in enumerate([self.context.name, *operands]):
            run.globals[ARGV].set(str(k), Input(operand))
        run.globals[ARGC] = len(operands) + 1

    def status(self) -> int:
        return TROUBLE if self._failed and self.run.status == 0 else self.run.status

    def assign(self, operand: str) -> bool:
        """Handles an operand `name=value`; False for any other."""
        at = operand.find('=')
        name = operand[:at] if at > 0 else ''
        if (
            name == ''
            or not is_name_char(name[0])
            or not all([is_name_char(char) or '0' <= char <= '9' for char in name])
        ):
            return False
        number = self.program.globals.get(name)
        if number is None:
            return True  # the program never uses it
        if number in self.program.arrays or number in SPECIAL_ARRAYS:
            raise AwkProblem(f'{name} is an array')
        value = Input(unescape_string(operand[at + 1 :]))
        if number == NF:
            self.run.record.resize(int(to_number(value)))
        else:
            self.run.globals[number] = value
        return True

    async def work(self) -> None:
        rules = self.program.rules
        mains = [rule for rule in rules if rule.kind == '']
        ends = [rule for rule in rules if rule.kind == 'END']
        flow = await self._once([rule for rule in rules if rule.kind == 'BEGIN'])
        if flow != EXIT and len(mains) + len(ends) > 0:
            flow = await self._records(mains)
        await self._close_file()
        await self._once(ends)

    async def _once(self, rules: list[Rule]) -> int:
        for rule in rules:
            flow = await self._act(rule)
            if flow == EXIT:
                return flow
        return ON

    async def _records(self, rules: list[Rule]) -> int:
        run = self.run
        while True:
            reader = self._reader
            record = reader.take(run.separator()) if reader is not None else None
            if record is None:
                record = await self._next_record()
                if record is None:
                    return ON
            else:
                run.count_record(True)
            run.begin_record(record)
            for rule in rules:
                flow = (await self._apply(rule)) if rule.waits else self._apply_now(rule)
                if flow == EXIT:
                    return flow
                if flow == NEXT_FILE:
                    await self._close_file()
                if flow != ON:
                    break
            if run.is_due():
                await run.breathe()

    def _apply_now(self, rule: Rule) -> int:
        run = self.run
        try:
            if len(rule.patterns) == 0 or (len(rule.patterns) == 1 and is_true(rule.patterns[0].value(run))):
                return rule.action.run_now(run)
            if len(rule.patterns) == 2 and (rule.in_range or is_true(rule.patterns[0].value(run))):
                rule.in_range = not is_true(rule.patterns[1].value(run))
                return rule.action.run_now(run)
            return ON
        except Leave as leave:
            return self._left(leave)

    async def _apply(self, rule: Rule) -> int:
        run = self.run
        try:
            if len(rule.patterns) == 1 and not is_true(await value_of(rule.patterns[0], run)):
                return ON
            if len(rule.patterns) == 2:
                if not rule.in_range and not is_true(await value_of(rule.patterns[0], run)):
                    return ON
                rule.in_range = not is_true(await value_of(rule.patterns[1], run))
        except Leave as leave:
            return self._left(leave)
        return await self._act(rule)

    async def _act(self, rule: Rule) -> int:
        try:
            return await run_one(rule.action, self.run)
        except Leave as leave:
            return self._left(leave)

    def _left(self, leave: Leave) -> int:
        self.run.frame = []
        self.run.depth = 0
        if leave.flow in (NEXT, NEXT_FILE) and self._reader is None and not self._had_file:
            raise AwkProblem('next before the first record')
        return leave.flow

    # the main input

    async def _next_record(self) -> str | None:
        """The next record, which is counted; from the next file when this one is at its end."""
        run = self.run
        while True:
            if self._reader is None and not await self._open():
                return None
            reader = self._reader
            if reader is None:
                return None
            record = reader.take(run.separator())
            if record is None:
                await run.io.drain()
                record = await reader.next(run.separator())
            if record is not None:
                run.count_record(True)
                return record
            await self._close_file()

    async def _close_file(self) -> None:
        file = self._file
        if file is not None:
            file.close()
            if file.error != 0:
                await self._complain(file)
        self._file = None
        self._reader = None

    async def _complain(self, file: File) -> None:
        self._failed = True
        await self.run.io.drain()
        await self.context.error(f'cannot open {file.name}: {strerror(file.error)}')

    async def _open(self) -> bool:
        """Opens the next operand that names a file; the standard input when there were none."""
        run = self.run
        while self._next_operand < to_number(run.globals[ARGC]):
            found = run.globals[ARGV].get(str(self._next_operand))
            self._next_operand += 1
            operand = run.text(found)
            if operand == '' or self.assign(operand):
                continue
            self._had_file = True
            run.globals[FILENAME] = operand
            run.globals[FNR] = 0
            if operand == '-' or operand == '/dev/stdin':
                self._reader = run.io.standard_input()
                return True
            file = File(self.context, operand)
            if file.error != 0:
                await self._complain(file)
                continue
            self._file = file
            self._reader = RecordReader(file)
            return True
        if self._had_file:
            return False
        self._had_file = True
        run.globals[FNR] = 0
        self._reader = run.io.standard_input()
        return True
