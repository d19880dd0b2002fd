"""Gives text that a program evaluates the same edits as a file, so that its awaits carry the async context and the
library handles its import().

Rewritten eval calls use this (eval_calls.py). Text that can't be parsed is passed to the engine unchanged, which
reports the error."""

from __future__ import annotations

from runtime_py.node.async_context.await_source import may_await
from runtime_py.node.esm.dynamic_import import edits_of_imports, may_import
from runtime_py.node.modules.script_names import ScriptName, note_script, script_at, source_url
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.source.eval_calls import EVAL, eval_edits, may_eval
from runtime_py.node.source.readings import read_script
from runtime_py.node.source.text_edits import edited
from runtime_py.node.stacks.evaluated_texts import note_evaluated


def prepared_text(referrer: int, code: object) -> object:
    if js_typeof(code) != 'string':
        return code
    note_evaluated(code)
    if not (may_await(code) or may_import(code) or may_eval(code)):
        return with_own_columns(code, []) if 'sourceURL' in code else code
    try:
        found = read_script(code)
    except Exception:
        return code
    edits = [
        *found.await_edits(False),
        *edits_of_imports(code, found.import_places(), referrer),
        *eval_edits(found.eval_places(), referrer),
    ]
    return with_own_columns(code, edits)


def with_own_columns(code: str, edits: list) -> str:
    """Named text appears under its name in stacks, with its original positions."""
    name = source_url(code)
    text = edited(code, edits)
    if name is js_undefined or (edits.length == 0 and script_at(name) is None):
        return text
    script = ScriptName(name)
    script.is_evaluated = True
    script.add_edits(code, edits)
    return f'{text}\n//# sourceURL={note_script(script)}'


def install() -> None:
    publish(EVAL, js_func(prepared_text))
