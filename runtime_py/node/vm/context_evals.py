"""Text that a context's scripts evaluate: by a direct eval, an indirect eval or the Function constructor.

It is edited as the context's scripts are. Text that can't be parsed is passed to the engine unchanged, which reports
the error. Knows: ScriptSource. Must not know: how a context looks up names."""

from __future__ import annotations

from runtime_py.node.esm.dynamic_import import note_referrer
from runtime_py.node.source.evals import prepared_text
from runtime_py.node.source.readings import parse_script
from runtime_py.node.source.text_edits import edited
from runtime_py.node.vm.context_source import name_edits, prepare_eval


def text_in_function(referrer: int, code: object) -> object:
    """For an eval in a function, whose variables the function gets."""
    text = prepared_text(referrer, code)
    if js_typeof(text) != 'string':
        return text
    try:
        return edited(text, name_edits(text, parse_script(text)))
    except Exception:
        return text


def text_outside(context: object, referrer: int, code: object) -> object:
    """For an eval outside functions, whose variables the context gets."""
    text = prepared_text(referrer, code)
    if js_typeof(text) != 'string':
        return text
    try:
        program = parse_script(text)
    except Exception:
        return text
    if is_strict(program):
        return edited(text, name_edits(text, program))
    source = prepare_eval(text, program)
    context.declare(source)
    return source.text


def evaluate_indirectly(context: object, code: object) -> object:
    text = text_outside(context, referrer_of(context), code)
    return context.evaluate(text, []) if js_typeof(text) == 'string' else text


def referrer_of(context: object) -> int:
    return note_referrer(context.symbol, 'evalmachine.<anonymous>')


def is_strict(program: object) -> bool:
    return program.body[0] is not None and program.body[0].directive == 'use strict'
