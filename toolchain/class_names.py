"""The names of classes in a bundle. If a class refers to itself, esbuild writes `Pipe=class _Pipe`, and `util.inspect`
and stacks would show `_Pipe`.

The inner name is renamed to the outer one, which has the same meaning; a space replaces the underscore, so that source
maps stay right."""

import re
from pathlib import Path

RENAMED = re.compile(r'(?<![\w$.])([A-Z]\w*)=class _\1(?![\w$])')


def restore_class_names(script: Path) -> None:
    text = script.read_text(encoding='utf-8')
    script.write_text(with_class_names(text), encoding='utf-8')


def with_class_names(text: str) -> str:
    for name in sorted({found[1] for found in RENAMED.finditer(text)}):
        uses = re.compile(rf'(?<![\w$."\'`])_{name}(?![\w$])(?!:)')
        declared = re.search(
            rf'(?:(?:var|let|const|function) |(?<!=)class |[,;]){uses.pattern}(?:[={{(]| extends)', text
        )
        if declared is not None:
            raise ValueError(
                f'_{name} is something else, too: give that another name, or the class {name} is shown as _{name}'
            )
        text = uses.sub(f' {name}', text)
    return text
