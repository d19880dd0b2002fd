"""Where the evaluated code of a stack was evaluated. Must not know how stacks are read or shown."""

from __future__ import annotations

from runtime_py.node.modules.script_names import script_at

_ORIGIN_WITHOUT_PLACE = js_regexp('^(eval at .* )\\(([^()]+)\\)$', '')


class Origins:
    """Where the evaluated code of a stack was evaluated. The engine knows only the file, because that is evaluated text
    itself; the caller's frame has the position."""

    def __init__(self) -> None:
        self._known = js_new(globalThis.Map)  # the engine's text -> ours

    def of(self, frame: object, callers: list) -> str | None:
        """None if the engine's text is right. `callers`: the innermost is last."""
        if not frame.isEval():
            return None
        told = frame.getEvalOrigin()
        found = _ORIGIN_WITHOUT_PLACE.exec(told) if js_typeof(told) == 'string' else None
        script = None if found is None else script_at(found[2])
        if script is None:
            return None
        caller = callers.findLast(lambda site: not site.is_built_in()) if frame.getFunctionName() == 'eval' else None
        if caller is not None and caller.is_in(found[2]):
            self._known.set(told, f'{found[1]}({script.name}:{caller.getLineNumber()}:{caller.getColumnNumber()})')
        return self._known.get(told) or f'{found[1]}({script.name})'
