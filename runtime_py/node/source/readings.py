"""How texts of programs are read: by a survey (source/survey/) if it is sure, else by acorn, which is part of Node's
library and takes several times as long.

Both answer the same questions. Must not know: what the answers are used for."""

from __future__ import annotations

from runtime_py.node.async_context.await_source import await_edits
from runtime_py.node.async_context.call_source import call_edits
from runtime_py.node.esm.dynamic_import import places_in
from runtime_py.node.esm.source import ModuleSource, analyse, analyse_survey
from runtime_py.node.realm.host import current_realm
from runtime_py.node.source.eval_calls import eval_places
from runtime_py.node.source.source_phase import parse
from runtime_py.node.source.survey.survey import survey_of

_SCRIPT_PARSE = {
    'ecmaVersion': 'latest',
    'sourceType': 'script',
    'allowHashBang': True,
    'allowReturnOutsideFunction': True,
}


def acorn() -> object:
    return current_realm().require('internal/deps/acorn/acorn/dist/acorn')


def parse_script(code: str) -> object:
    """acorn's tree of a script."""
    return parse(acorn(), code, _SCRIPT_PARSE)


class ScriptTree:
    """The answers of acorn's tree."""

    def __init__(self, code: str, tree: object) -> None:
        self._code = code
        self._tree = tree

    def await_edits(self, top_level: bool) -> list:
        return await_edits(self._tree, top_level)

    def import_places(self) -> list[int]:
        return places_in(self._tree)

    def eval_places(self) -> list:
        return eval_places(self._tree)

    def call_edits(self) -> list:
        return call_edits(self._code, self._tree)


def read_script(code: str, tells_calls: bool = False) -> object:
    """Raises acorn's SyntaxError. A survey may accept a text that isn't a script: the engine gets it next, and refuses
    it. `tells_calls`: `call_edits` will be asked for."""
    return survey_of(code, False, tells_calls, acorn) or ScriptTree(code, parse_script(code))


def read_module(code: str, tells_calls: bool, check: object) -> ModuleSource:
    """Raises acorn's SyntaxError, with `loc`. `check(found)`: whether the engine accepts a module that was surveyed."""
    survey = survey_of(code, True, tells_calls, acorn)
    if survey is not None:
        found = analyse_survey(code, survey, tells_calls)
        if check(found):
            return found
    return analyse(code, acorn(), tells_calls)
