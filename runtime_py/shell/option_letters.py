"""The options of a builtin that takes only letters without values (POSIX XBD 12.2, guidelines 3 to 10)."""

from __future__ import annotations

from runtime_py.shell.flow import BuiltinProblem


class OptionLetters:
    """`letters` in the order in which they were given, and the arguments after them."""

    def __init__(self, args: list[str], allowed: str) -> None:
        self.letters = ''
        k = 0
        while k < len(args) and len(args[k]) > 1 and args[k][0] == '-':
            option = args[k]
            k += 1
            if option == '--':
                break
            for letter in option[1:]:
                if letter not in allowed:
                    raise BuiltinProblem(f'Illegal option -{letter}')
            self.letters += option[1:]
        self.rest = args[k:]
