"""Prints a function as bash does (`declare -f`, `type`): its commands in bash's own layout, its words as they were
written."""

from __future__ import annotations

from runtime_py.platform.text import repeat
from runtime_py.shell.ast import (
    AndOr,
    ArithmeticCommand,
    ArithmeticFor,
    Case,
    CaseItem,
    Command,
    Condition,
    Coprocess,
    For,
    Function,
    Group,
    If,
    List,
    Pipeline,
    Redirection,
    Select,
    Simple,
    Subshell,
    While,
    Word,
)

_STEP = 4
_INPUT = ['<', '<&', '<<', '<<<']
_BOTH = ['&>', '&>>']


def printed_function(name: str, body: Command) -> str:
    printer = _Printer()
    printer.put(f'{name} () \n')
    printer.body_of_function(body)
    return printer.text


def printed_command(command: Command) -> str:
    printer = _Printer()
    printer._command(command)
    return printer.text


def _joined(words: list[Word]) -> str:
    return ' '.join([word.source for word in words])


class _Printer:
    def __init__(self) -> None:
        self.text = ''
        self._indent = 0
        self._goes_on = True  # the next command continues the line
        self._documents: list[Redirection] = []  # whose texts are still to be printed
        self._after_document = False

    def put(self, text: str) -> None:
        self.text += text

    def _line(self, text: str) -> None:
        self.put('\n' + repeat(' ', self._indent) + text)

    def body_of_function(self, body: Command) -> None:
        """In braces, whatever it is; redirections of the group are the function's."""
        self.put(repeat(' ', self._indent) + '{ \n')
        self._indent += _STEP
        self._goes_on = False
        if isinstance(body, Group):
            self._list(body.body)
        else:
            self._command(body)
        self._print_documents('')
        self._indent -= _STEP
        if isinstance(body, Group) and len(body.redirections) > 0:
            self._line('}')
            self._redirections(body.redirections)
        else:
            self._line('}')

    # lists

    def _list(self, body: List) -> None:
        for k, item in enumerate(body.items):
            self._and_or(item)
            last = k == len(body.items) - 1
            if item.background:
                self._print_documents(' &')
                if not last:
                    self.put(' ')
                    self._goes_on = True
            elif not last:
                self._end_of_line()

    def _end_of_line(self) -> None:
        if len(self._documents) > 0:
            self._print_documents('')
        elif self._after_document:
            self._after_document = False
        else:
            self.put(';')
        self.put('\n')
        self._goes_on = False

    def _and_or(self, item: AndOr) -> None:
        for k, pipeline in enumerate(item.pipelines):
            if k > 0:
                self._print_documents(f' {item.operators[k - 1]} ')
                self._goes_on = True
            self._pipeline(pipeline)

    def _pipeline(self, pipeline: Pipeline) -> None:
        lead = 'time -p ' if pipeline.portable else ('time ' if pipeline.timed else '')
        lead += '! ' if pipeline.negated else ''
        for k, command in enumerate(pipeline.commands):
            if k > 0:
                self._print_documents(' |')
                self.put(' ')
                self._goes_on = True
            self._begin()
            if k == 0:
                self.put(lead)
            self._goes_on = True
            self._command(command)

    def _begin(self) -> None:
        """The indentation, unless the command continues a line."""
        if not self._goes_on:
            self.put(repeat(' ', self._indent))
        self._goes_on = False

    def _semicolon(self) -> None:
        if self.text[-1:] not in ('&', '\n'):
            self.put(';')

    def _block(self, body: List) -> None:
        """A list on lines of its own, a step further in."""
        self._indent += _STEP
        self._goes_on = False
        self._list(body)
        self._print_documents('')
        self._indent -= _STEP

    # commands

    def _command(self, command: Command) -> None:
        self._begin()
        if isinstance(command, Simple):
            self._simple(command)
        else:
            self._compound(command)
            if not isinstance(command, Function):
                self._redirections(command.redirections)

    def _simple(self, command: Simple) -> None:
        pieces = [*[each.source for each in command.assignments], *[word.source for word in command.words]]
        self.put(' '.join(pieces))
        self._redirections(command.redirections, len(pieces) > 0)

    def _compound(self, command: Command) -> None:
        if isinstance(command, Group):
            self.put('{ \n')
            self._block(command.body)
            self._line('}')
        elif isinstance(command, Subshell):
            self.put('( ')
            self._goes_on = True
            self._list(command.body)
            self._print_documents('')
            self.put(' )')
        elif isinstance(command, If):
            self._if(command, 0)
        elif isinstance(command, While):
            self._condition('until ' if command.until else 'while ', command.condition, ' do')
            self._done(command.body)
        elif isinstance(command, Case):
            self._case(command)
        elif isinstance(command, Function):
            self.put(f'function {command.name} () \n')
            self.body_of_function(command.body)
        elif isinstance(command, Condition):
            self.put(command.text)
        elif isinstance(command, ArithmeticCommand):
            self.put(f'(({command.text}))')
        elif isinstance(command, Coprocess):
            self.put(f'coproc {command.name} ')
            self._goes_on = True
            self._command(command.body)
        else:
            self._loop(command)

    def _loop(self, command: Command) -> None:
        """for and select."""
        if isinstance(command, ArithmeticFor):
            self.put(f'for (({"; ".join([text.lstrip() for text in command.texts])}))')
            self._line('do')
            self._done(command.body)
        elif isinstance(command, (For, Select)):
            words = '"$@"' if command.words is None else _joined(command.words)
            self.put(f'{"for" if isinstance(command, For) else "select"} {command.name} in {words};')
            self._line('do')
            self._done(command.body)

    def _done(self, body: List) -> None:
        self.put('\n')
        self._block(body)
        self._semicolon()
        self._line('done')

    def _condition(self, lead: str, body: List, tail: str) -> None:
        self.put(lead)
        self._goes_on = True
        self._list(body)
        self._print_documents('')
        self._semicolon()
        self.put(tail)

    def _if(self, command: If, k: int) -> None:
        """From clause k on: bash prints `elif` as an `if` within `else`."""
        condition, body = command.clauses[k]
        self._condition('if ', condition, ' then\n')
        self._block(body)
        self._semicolon()
        if k + 1 < len(command.clauses):
            self._line('else\n')
            self._indent += _STEP
            self.put(repeat(' ', self._indent))
            self._if(command, k + 1)
            self._indent -= _STEP
            self._semicolon()
        elif command.otherwise is not None:
            self._line('else\n')
            self._block(command.otherwise)
            self._semicolon()
        self._line('fi')

    def _case(self, command: Case) -> None:
        self.put(f'case {command.word.source} in ')
        self._indent += _STEP
        for item in command.items:
            self._case_item(item)
        self._indent -= _STEP
        self._line('esac')

    def _case_item(self, item: CaseItem) -> None:
        self._line(' | '.join([word.source for word in item.patterns]) + ')\n')
        self._block(item.body)
        self._line(item.end if item.end != '' and item.end != 'esac' else ';;')

    # redirections

    def _redirections(self, redirections: list[Redirection], apart: bool = True) -> None:
        for k, redirection in enumerate(redirections):
            self.put(' ' if apart or k > 0 else '')
            self.put(_redirection(redirection))
            if redirection.op == '<<':
                self._documents.append(redirection)

    def _print_documents(self, operator: str) -> None:
        """The texts of the here-documents of this line, behind the operator that follows the command."""
        self.put(operator)
        if len(self._documents) == 0:
            return
        documents = self._documents
        self._documents = []
        self.put('\n')
        for document in documents:
            self.put(f'{document.document}{document.marker}\n')
        self.put(' ' if operator != '' else '')
        self._after_document = True


def _redirection(redirection: Redirection) -> str:
    op = redirection.op
    target = redirection.word.source
    if redirection.variable != '':
        number = '{' + redirection.variable + '}'
    else:
        number = '' if redirection.fd < 0 else str(redirection.fd)
    if op == '<<':
        return f'{number}{"<<-" if redirection.strips_tabs else "<<"}{redirection.delimiter}'
    if op in ('<&', '>&') and (target == '-' or target.rstrip('-').isdigit() or number != ''):
        if number == '':
            number = '0' if op == '<&' else '1'
        return f'{number}{">&" if target == "-" else op}{target}'
    if op == '>&':
        return f'&> {target}'
    if op == '<>':
        number = '0' if number == '' else number
    elif number == ('0' if op in _INPUT else '1') and op not in _BOTH:
        number = ''
    return f'{number}{op} {target}'
