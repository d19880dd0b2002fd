"""A survey of a text: what the loaders must know to edit it, without a tree. It gives the same results as acorn and the
walks over its tree, in a fraction of the time, or None when it is unsure.

The survey accepts more than the language does, so the engine must have checked the text."""

from __future__ import annotations

from runtime_py.node.async_context.await_source import each_edits, operand_edits, printed_iterable
from runtime_py.node.async_context.call_source import arrow_edits, body_edits
from runtime_py.node.esm.scopes import Use, Write
from runtime_py.node.source.line_places import line_starts, place
from runtime_py.node.source.survey.found import (
    ARGUMENTS,
    CALL_ARROW,
    CALL_BODY,
    DYNAMIC_IMPORT,
    EACH,
    EVAL_CALL,
    LOOP_AWAIT,
    META,
    OPERAND,
    PLACE,
    TOP_AWAIT,
    USE,
    WRITE,
    is_shadowed,
)
from runtime_py.node.source.survey.module_items import ProgramText, read_program
from runtime_py.node.source.survey.tokens import HtmlComment, Unsure

HostSet = globalThis.Set
_SIMPLE = js_regexp('^[\\w$]+(?:\\.[\\w$]+)*$', '')
# of a part of a text: what is around it isn't seen
_EXPRESSION = {
    'ecmaVersion': 'latest',
    'sourceType': 'module',
    'allowAwaitOutsideFunction': True,
    'allowSuperOutsideMethod': True,
    'checkPrivateFields': False,
}


class SurveyedNames:
    """As Uses of esm/scopes.py."""

    def __init__(self, text: ProgramText, imported_names: object, exported_names: object) -> None:
        code = text.code
        self.uses = []
        self.writes = []
        self.written_imports = js_new(HostSet)
        self.has_eval = False
        self.arguments = []
        self.dynamic_imports = []
        self.metas = []
        self.has_top_level_await = False
        self.awaits = []
        self.has_other_awaits = False
        self.statement_starts = js_new(HostSet)
        for found in text.events:
            kind = found.kind
            node = {'start': found.start, 'end': found.end}
            if found.begins:
                self.statement_starts.add(found.start)
            if kind == USE:
                node.name = code[found.start : found.end]
                if imported_names.has(node.name) and not is_shadowed(node.name, found.scope):
                    self.uses.push(Use(node, found.detail))
            elif kind == ARGUMENTS:
                self.arguments.push([node, found.detail])
            elif kind == WRITE:
                self._written(found, exported_names)
            elif kind == TOP_AWAIT or kind == LOOP_AWAIT:
                self.has_top_level_await = True
                self.has_other_awaits = self.has_other_awaits or kind == LOOP_AWAIT
                self.awaits.push(node)
            elif kind == EVAL_CALL:
                self.has_eval = self.has_eval or found.is_direct
            elif kind == DYNAMIC_IMPORT:
                self.dynamic_imports.push(node)
            elif kind == META:
                self.metas.push(node)

    def _written(self, found: object, exported_names: object) -> None:
        names = found.names.filter(lambda name: exported_names.has(name) and not is_shadowed(name, found.scope))
        if names.length > 0:
            self.writes.push(Write(found.detail, names))


class Survey:
    """`statements`: nodes like acorn's of imports, exports, and of the declarations that matter to importers."""

    def __init__(self, text: ProgramText, acorn: object) -> None:
        self._text = text
        self._acorn = acorn
        self.statements = text.statements

    def names(self, imported_names: object, exported_names: object) -> SurveyedNames:
        return SurveyedNames(self._text, imported_names, exported_names)

    def await_edits(self, top_level: bool) -> list:
        edits = []
        places = []
        for found in self._text.events:
            if found.kind == PLACE:
                places.push([found.start, found.start, '', found.place])
            elif (found.kind == OPERAND or found.kind == EACH) and (top_level or not found.is_top):
                if found.kind == OPERAND:
                    edits.push(*operand_edits(found.start, found.end, found.is_sequence, found.place))
                else:
                    edits.push(
                        *each_edits(found.start, found.end, found.is_sequence, found.place, self._iterable(found))
                    )
        return edits.concat(places)

    def _iterable(self, found: object) -> str:
        text = self._text.code[found.start : found.end]
        if _SIMPLE.test(text):
            return text
        try:
            return printed_iterable(self._acorn().parseExpressionAt(self._text.code, found.start, _EXPRESSION))
        except Exception:
            return '(intermediate value)'  # such as `yield`, which is an operator only within its function

    def eval_places(self) -> list:
        return [
            [found.start, found.end, found.is_sequence, found.is_direct, not found.is_top]
            for found in self._text.events
            if found.kind == EVAL_CALL and found.start >= 0
        ]

    def call_edits(self) -> list:
        edits = []
        for found in self._text.events:
            if found.kind == CALL_BODY:
                edits.push(*body_edits(self._text.code, found.start, found.end))
            elif found.kind == CALL_ARROW:
                edits.push(*arrow_edits(found.start, found.end))
        return edits

    def import_places(self) -> list[int]:
        return [found.start for found in self._text.events if found.kind == DYNAMIC_IMPORT]


def survey_of(code: str, is_module: bool, tells_calls: bool, acorn: object) -> Survey | None:
    """None when unsure. `acorn`: gives the parser. Raises SyntaxError, with `loc`, for what neither the parser nor the
    engine finds wrong: it gets modules as functions of scripts, which may have HTML comments."""
    try:
        return Survey(read_program(code, is_module, tells_calls), acorn)
    except Unsure:
        return None
    except HtmlComment as found:
        if not is_module:
            return None
        error = SyntaxError('HTML comments are not allowed in modules')
        error.loc = place(line_starts(code), found.at)
        raise error
    except RangeError:
        return None  # the stack is full
