"""The builtins' forms."""

from __future__ import annotations

from runtime_py.shell.bash.builtins.table import BASH_BUILTINS
from runtime_py.shell.bash.help_texts import builtin_names, form_of, usage_of


def test_every_builtin_has_a_form() -> None:
    assert [name for name in BASH_BUILTINS.keys() if name not in builtin_names()] == ['resume']  # this shell's own
    assert form_of('nope') == '' and usage_of('pwd') == 'pwd: usage: pwd [-LP]\n' and usage_of('nope') == ''
