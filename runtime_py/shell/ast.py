"""The shell's syntax tree. Words keep their quoting for expansion; nothing is expanded here."""

from __future__ import annotations


class Part:
    """A piece of a word."""


class Literal(Part):
    """Literal text. Quoted text is neither split nor a pattern."""

    def __init__(self, text: str, quoted: bool) -> None:
        self.text = text
        self.quoted = quoted


class DoubleQuoted(Part):
    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts


class Parameter(Part):
    """`$name`, `${name}` and `${name OP word}`. op: '' plain, '#len', or - := etc. as written; `indirect` is bash's
    ${!name}. bash also has `@Q` and the like, `keys` (${!name[@]}) and `names@` or `names*` (${!prefix@})."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.op = ''
        self.word: Word | None = None
        self.second: Word | None = None  # the replacement of ${x/p/r}, the length of ${x:o:l}
        self.indirect = False
        self.each = ''  # @ or *: all elements of an array
        self.subscript: Word | None = None  # of one element
        self.is_bash = False  # has one of bash's forms, so bash/parameters.py expands it


class CommandSubstitution(Part):
    def __init__(self, body: List) -> None:
        self.body = body


class Arithmetic(Part):
    """`$(( expression ))`: the expression is expanded like a double-quoted word first."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts


class ProcessSubstitution(Part):
    """bash's <( list ) and >( list ): a name by which the command reads what the list writes, or the reverse."""

    def __init__(self, op: str, body: List) -> None:
        self.op = op
        self.body = body


class Word:
    def __init__(self, parts: list[Part], line: int) -> None:
        self.parts = parts
        self.line = line
        self.source = ''  # as written, in bash
        self.assigns = False  # `name=...` as an argument
        self.compound: Assignment | None = None  # `name=(...)` as an argument of bash's `declare` and the like

    def literal(self) -> str | None:
        """The text of a word that is one unquoted literal (a reserved word, a name), otherwise None."""
        if len(self.parts) == 1:
            part = self.parts[0]
            if isinstance(part, Literal) and not part.quoted:
                return part.text
        return None


class ArrayItem:
    """`value` or `[subscript]=value` in name=( )."""

    def __init__(self, subscript: Word | None, value: Word, append: bool) -> None:
        self.subscript = subscript
        self.value = value
        self.append = append


class Assignment:
    """bash has `name[subscript]=value` and `name=(items)` too."""

    def __init__(self, name: str, value: Word, append: bool) -> None:
        self.name = name
        self.value = value
        self.append = append
        self.subscript: Word | None = None
        self.source = ''  # in bash
        self.items: list[ArrayItem] | None = None


class Redirection:
    """op: < > >> >| <> <& >& << <<< &> &>>; fd -1 is the operator's default. For << the word is the document's content,
    once it has been read. `variable` gets the number of the descriptor: bash's {name}>file."""

    def __init__(self, op: str, fd: int, word: Word) -> None:
        self.op = op
        self.fd = fd
        self.word = word
        self.variable = ''
        # of << in bash: its word as written and without quotes, and the text
        self.delimiter = ''
        self.marker = ''
        self.document = ''
        self.strips_tabs = False


class Command:
    """Any element of a pipeline."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.redirections: list[Redirection] = []


class Simple(Command):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.assignments: list[Assignment] = []
        self.words: list[Word] = []
        self.text = ''  # its source, in bash
        self.declares = False  # whether any word after the first looks like an assignment: `export X=$y`


class Group(Command):
    """`{ list; }`"""

    def __init__(self, body: List, line: int) -> None:
        super().__init__(line)
        self.body = body


class Subshell(Command):
    def __init__(self, body: List, line: int) -> None:
        super().__init__(line)
        self.body = body


class If(Command):
    """`clauses` are pairs of condition and body; `otherwise` may be None."""

    def __init__(self, clauses: list[list[List]], otherwise: List | None, line: int) -> None:
        super().__init__(line)
        self.clauses = clauses
        self.otherwise = otherwise


class For(Command):
    """`words` None: loops over the positional parameters."""

    def __init__(self, name: str, words: list[Word] | None, body: List, line: int) -> None:
        super().__init__(line)
        self.name = name
        self.words = words
        self.body = body
        self.text = ''  # the head's source, in bash


class While(Command):
    def __init__(self, condition: List, body: List, until: bool, line: int) -> None:
        super().__init__(line)
        self.condition = condition
        self.body = body
        self.until = until


class Test:
    """A condition of [[ ]]: `&&`, `||` and `!` over `nodes`, an operator such as -f or == over `words`; '' is a word
    alone."""

    def __init__(self, op: str, nodes: list[Test], words: list[Word]) -> None:
        self.op = op
        self.nodes = nodes
        self.words = words


class Condition(Command):
    """bash's [[ test ]]"""

    def __init__(self, test: Test, line: int) -> None:
        super().__init__(line)
        self.test = test
        self.text = ''  # its source


class ArithmeticCommand(Command):
    """bash's (( expression ))"""

    def __init__(self, parts: list[Part], line: int) -> None:
        super().__init__(line)
        self.parts = parts
        self.text = ''  # the expression's source


class ArithmeticFor(Command):
    """bash's for (( first; condition; step )): `clauses` are these three, `texts` their source."""

    def __init__(self, clauses: list[list[Part]], body: List, line: int) -> None:
        super().__init__(line)
        self.clauses = clauses
        self.body = body
        self.texts: list[str] = []


class Select(Command):
    """bash's menu; `words` None: over the positional parameters."""

    def __init__(self, name: str, words: list[Word] | None, body: List, line: int) -> None:
        super().__init__(line)
        self.name = name
        self.words = words
        self.body = body


class Coprocess(Command):
    """bash's coproc."""

    def __init__(self, name: str, body: Command, line: int) -> None:
        super().__init__(line)
        self.name = name
        self.body = body
        self.text = ''  # the source of the body


class CaseItem:
    """`end`: `;;`, bash's `;&` (also runs the next body) or `;;&` (also tries the next patterns)."""

    def __init__(self, patterns: list[Word], body: List, end: str) -> None:
        self.patterns = patterns
        self.body = body
        self.end = end


class Case(Command):
    def __init__(self, word: Word, items: list[CaseItem], line: int) -> None:
        super().__init__(line)
        self.word = word
        self.items = items
        self.text = ''  # the head's source, in bash


class Function(Command):
    def __init__(self, name: str, body: Command, line: int) -> None:
        super().__init__(line)
        self.name = name
        self.body = body
        self.text = ''  # the body's source, in bash


class Pipeline:
    """`text` is its source, for `jobs`."""

    def __init__(self, commands: list[Command], negated: bool, timed: bool) -> None:
        self.text = ''
        self.commands = commands
        self.negated = negated
        self.timed = timed
        self.portable = False  # bash's time -p


class AndOr:
    """Pipelines joined by && and ||: `operators[i]` is before `pipelines[i + 1]`. `text` is its source, for `jobs`."""

    def __init__(self) -> None:
        self.pipelines: list[Pipeline] = []
        self.operators: list[str] = []
        self.background = False
        self.text = ''


class List:
    def __init__(self, items: list[AndOr]) -> None:
        self.items = items
