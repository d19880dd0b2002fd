"""Random small typed programs, to compare both worlds: each function returns its result, or its error, as text.

They use only what the dialect accepts; each generator of expressions knows the type that it makes."""

import random

CHARS = [
    'a',
    'b',
    'B',
    'z',
    ' ',
    '\t',
    '\n',
    ',',
    '.',
    '-',
    '+',
    '_',
    '0',
    '1',
    '9',
    'x',
    '\x0b',
    '\x1c',
    '\x85',
    '\xa0',
    '\u2028',
    '\ufeff',
    'é',
    'ß',
    '\uff5e',
]
WIDE = ['😀', '𝒳']
WRITTEN = ["'0x1f'", "' 7 '", "'1_0'", "'_1'", "'1__0'", "'+3'", "'--3'", "'z'"]
SOUGHT = ["'a'", "'ab'", "' '"]
HALVES = [0.5, 1.5, 2.5, -0.5, -1.5, 2.4, -2.6]
PLACES = ['', '0', '-1', '2', '-3']
HELPERS = """from __future__ import annotations


def shown(value: object) -> str:
    if isinstance(value, list):
        return '[' + ', '.join([shown(item) for item in value]) + ']'
    if isinstance(value, str):
        return '"' + '.'.join([str(ord(char)) for char in value]) + '"'
    return str(value)


"""


class Programs:
    """One stream of random programs."""

    def __init__(self, seed: int, is_wide: bool) -> None:
        """`is_wide`: with characters above 0xffff, but without positions in text, which count UTF-16 units in
        JavaScript."""
        self.random = random.Random(seed)
        self.is_wide = is_wide

    def pick(self, *values):
        return self.random.choice(values)

    def literal(self, most: int = 6) -> str:
        return ascii(
            ''.join(
                self.random.choice(CHARS + WIDE if self.is_wide else CHARS) for _ in range(self.random.randint(0, most))
            )
        )

    def small(self) -> str:
        return str(self.random.randint(-3, 7))

    # ---- expressions
    def whole(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('n', 'm', self.small(), self.small(), str(self.random.randint(-100000, 100000)))
        a, b = self.whole(depth - 1), self.whole(depth - 1)
        text, words, numbers = self.text(depth - 1), self.words(depth - 1), self.numbers(depth - 1)
        if self.is_wide:
            text = "'a, b, ab'"
        return self.pick(
            f'({a} + {b})',
            f'({a} - {b})',
            f'({a} * {self.small()})',
            f'({a} // {self.pick(2, 3, -4, 7)})',
            f'({a} % {self.pick(2, 3, -4, 7)})',
            f'abs({a})',
            f'(-{a})',
            f'min({a}, {b})',
            f'max({a}, {b}, 3)',
            f'len({words})',
            f'{text}.find({self.literal(2)})',
            f'{text}.rfind({self.literal(1)})',
            f'{text}.find({self.literal(1)}, {self.small()})',
            f'{text}.rfind({self.literal(1)}, {self.small()}, {self.small()})',
            f'{text}.find({self.literal(1)}, {self.small()}, {self.small()})',
            f'{words}.index({self.literal(1)})',
            f'{words}.count({self.literal(1)})',
            f'{text}.count({self.pick(*SOUGHT)})',
            f'int({text})',
            f'int({self.pick(*WRITTEN)}, {self.pick(10, 16, 36)})',
            f'sum({numbers})',
            f'min({numbers})',
            f'max({numbers})',
            f'max({numbers}, default=-1)',
            f'({a} if {self.truth(depth - 1)} else {b})',
            f'(({a} or {b}) & 1023)',
            f'({a} & 255 | {self.pick(1, 256)})',
            f'(({a} & 1023) << {self.pick(0, 3)})',
            f'({a} >> {self.pick(0, 1, 5)})',
            f'(({a} & 65535) ^ 77)',
            f'(~({a} & 1023))',
            f'len([item for item in {numbers} if item > {self.small()}])',
            f'[0, *{numbers}][-1]',
            f'divmod({a}, {self.pick(2, -3, 5)})[{self.pick(0, 1)}]',
            f'round({self.pick(*HALVES)})',
            f'int({self.pick(3.9, -3.9, 0.0)})',
            f'sum([item * item for item in {numbers}])',
            f'int({self.truth(depth - 1)})',
        )

    def text(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('s', 't', self.literal(), self.literal())
        a, b, n = self.text(depth - 1), self.text(depth - 1), self.whole(depth - 1)
        short = self.literal(2)
        return self.pick(
            f'({a} + {b})',
            f'{a}.strip()',
            f'{a}.lstrip()',
            f'{a}.rstrip()',
            f'{a}.strip({short})',
            f'{a}.lstrip({short})',
            f'{a}.rstrip({short})',
            f'{a}.lower()',
            f'{a}.upper()',
            f'{a}.replace({short}, {b})',
            f'{a}.replace({short}, {short}, {self.small()})',
            f'{short}.join({self.words(depth - 1)})',
            f'{a}.removeprefix({short})',
            f'{a}.removesuffix({short})',
            f'str({n})',
            "f'<{n}, {m > 0}, {None}>{s}'",
            f'{a}.zfill({self.small()})',
            f'{a}.ljust({self.small()})',
            f"{a}.rjust({self.small()}, '*')",
            f'({a} or {b})',
            f'({a} and {b})',
            f'{a}.partition({short})[{self.pick(0, 1, 2)}]',
            f'{a}.rpartition({short})[{self.pick(0, 1, 2)}]',
            f'min({self.words(depth - 1)})',
            f'str({self.truth(depth - 1)})',
            f'({a} if {self.truth(depth - 1)} else {b})',
            f"''.join(reversed({self.words(depth - 1)}))",
            f"''.join([char for char in {a} if char != 'a'])",
            f"'ascii words'[{self.small()}:{self.small()}]",
            f"''.join(sorted(list({a})))",
        )

    def words(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('ws', 'ws', f'[{self.literal(3)}, {self.literal(3)}]', '[]')
        a, short = self.text(depth - 1), self.literal(1)
        return self.pick(
            f'{a}.split()',
            f'{a}.split({short})',
            f'{a}.split({short}, {self.small()})',
            f'{a}.rsplit({short}, {self.small()})',
            f'{a}.split(None, {self.small()})',
            f'{a}.rsplit(None, {self.small()})',
            f'sorted({self.words(depth - 1)})',
            f"sorted({self.words(depth - 1)}, key=lambda word: (word.count('a'), word), reverse=True)",
            f'{self.words(depth - 1)}[{self.small()}:{self.small()}]',
            f'[word + {short} for word in {self.words(depth - 1)}]',
            f'[*{self.words(depth - 1)}, {a}]',
            f'list({a})',
            f'[word for word in {self.words(depth - 1)} if word != {short}]',
            f'{self.words(depth - 1)}[1:]',
            f'list(reversed({self.words(depth - 1)}))',
        )

    def numbers(self, depth: int) -> str:
        if depth <= 0:
            return self.pick(
                'ns',
                'ns',
                f'[{self.small()}, {self.small()}]',
                f'list(range({self.small()}, {self.small()}, {self.pick(1, 2, -1, -2, 0)}))',
            )
        return self.pick(
            f'[ord(char) for char in {self.text(depth - 1)}]',
            '[len(word) for word in sorted(ws)]'
            if not self.is_wide
            else '[ord(word[0]) for word in sorted(ws) if word.isalpha() and word < "z"]',
            f'sorted({self.numbers(depth - 1)})',
            f'{self.numbers(depth - 1)}[{self.small()}:]',
            f'[index for index, item in enumerate({self.numbers(depth - 1)}) if item > 0]',
            f'[a + b for a, b in zip({self.numbers(depth - 1)}, ns)]',
            f'sorted({self.numbers(depth - 1)}, key=lambda item: -item)',
            f'[{self.whole(depth - 1)}, {self.whole(depth - 1)}]',
        )

    def truth(self, depth: int) -> str:
        if depth <= 0:
            return self.pick('n > m', 's == t', "s != ''", 'True', 'n is None', 's in ws')
        a, b, words = self.text(depth - 1), self.whole(depth - 1), self.words(depth - 1)
        return self.pick(
            f'{a}.startswith({self.literal(1)})',
            f'{a}.startswith({self.literal(1)}, {self.small()})',
            f"{a}.startswith(('a', {self.literal(1)}))",
            f'{a}.endswith({self.literal(1)})',
            f'({self.literal(1)} in {a})',
            f'({self.literal(1)} not in {words})',
            f'({b} in {self.numbers(depth - 1)})',
            f'(not {a})',
            f'(not {b})',
            f'(0 < {self.small()} <= {b})',
            f'({b} == {self.small()})',
            f'({a} == {self.text(depth - 1)})',
            f'{a}.isspace()',
            f"'12a'[{self.small()}:].isdigit()",
            f'{a}.isalpha()',
            f'bool({a})',
            'any([item > 2 for item in ns])',
            f'all([word != {self.literal(1)} for word in {words}])',
            f'({self.truth(depth - 1)} and {self.truth(depth - 1)})',
            f'({self.truth(depth - 1)} or {self.truth(depth - 1)})',
            f'(n in ({self.small()}, {self.small()}))',
            f'(len({words}) > 1)',
        )

    # ---- statements
    def statement(self) -> list[str]:
        return self.pick(
            [f'n = {self.whole(2)} % 1000'],
            [f's = {self.text(2)}'],
            [f'ws = {self.words(2)}'],
            [f'ns = {self.numbers(2)}'],
            [f'm += {self.whole(1)} % 100'],
            ['m //= 3'],
            ['m %= 7'],
            [f's += {self.text(1)}'],
            [f'ws.append({self.text(1)})'],
            [f'ns.extend({self.numbers(1)})'],
            ['ns.extend(ns)'],
            [f'ws.insert({self.small()}, {self.literal(2)})'],
            [f'ns.pop({self.pick(*PLACES)})'],
            [f'ws.remove({self.literal(1)})'],
            ['ns.sort(reverse=True)'],
            ['ws.sort()'],
            ['ws.reverse()'],
            ['ns = ns.copy()'],
            ['s, t = t, s'],
            [f'if {self.truth(2)}:', f'    n = {self.small()}', 'else:', f'    t = {self.text(1)}'],
            [
                f'for item in {self.numbers(1)}:',
                '    if item > 5:',
                '        continue',
                '    m += item',
                '    if m > 500:',
                '        break',
                'else:',
                '    n = 1',
            ],
            [f'for i in range({self.small()}, {self.small()}):', '    i += 1', '    m += i', 'm %= 1000'],
            ['adders = []', 'for i in range(3):', '    adders.append(lambda k: k + i)', 'm += adders[0](1)'],
            ['while m > 3:', '    m = m // 2'],
            [
                'try:',
                f'    n = int({self.text(1)})',
                'except ValueError:',
                '    n = -1',
                'else:',
                '    n = 2',
                'finally:',
                '    m += 1',
            ],
        )

    def function(self, name: str) -> list[str]:
        lines = [
            f'def {name}() -> str:',
            f'    n = {self.small()}',
            f'    m = {self.small()}',
            f'    s = {self.literal()}',
            f'    t = {self.literal()}',
            f'    ws = [{self.literal(3)}, {self.literal(3)}, {self.literal(3)}]',
            f'    ns = [{self.small()}, {self.small()}, {self.small()}]',
        ]
        for _ in range(self.random.randint(2, 6)):
            lines.extend('    ' + line for line in self.statement())
        lines.append('    return shown([n, m, s, t, ws, ns])')
        return lines

    def module(self, count: int) -> str:
        lines: list[str] = []
        for k in range(count):
            lines.extend(self.function(f'run_{k}') + ['', ''])
        calls = ', '.join(f'run_{k}' for k in range(count))
        return HELPERS + '\n'.join(lines) + f'ALL = [{calls}]\n'
