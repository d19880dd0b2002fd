"""What V8 marks for a syntax error, where acorn reports another place: often the token before, or a whole expression.

The marks are learnt from V8's messages. Knows: acorn's tokens. Must not know: how a place is shown."""

from __future__ import annotations

from runtime_py.node.source.readings import acorn

_TOKENS = {'ecmaVersion': 'latest', 'sourceType': 'module', 'allowHashBang': True, 'checkPrivateFields': False}
_OPENING = ['(', '[', '{', '${']
_CLOSING = [')', ']', '}']
_DECLARING = ['let', 'const', 'var']
_USE_STRICT = js_regexp('(["\'])use strict\\1', '')
_REGULAR_EXPRESSION = js_regexp('^/(?:[^\\\\/[\\n]|\\\\.|\\[(?:[^\\\\\\]\\n]|\\\\.)*\\])+/[\\w$]*', '')
_PRIVATE = js_regexp("^Private field '.*' must be declared", '')
_WORD = js_regexp("^Unexpected identifier '(.*)'$", '')

# V8's messages
_AT_TOKEN_BEFORE = ['missing ) after argument list', 'Illegal newline after throw']
_NO_CATCH = 'Missing catch or finally after try'
_PATTERN = 'Missing initializer in destructuring declaration'
_AT_END = ['Unexpected end of input', 'Unterminated template literal']
_ASSIGNED = 'Invalid left-hand side in assignment'
_LEXICAL = 'Lexical declaration cannot appear in a single-statement context'
_STRICT = "Illegal 'use strict' directive in function with non-simple parameter list"
_ACCESSORS = ['Getter must not have any formal parameters.', 'Setter must have exactly one formal parameter.']
_LOOPS = ['of loop variable declaration may not have an initializer.', ' loop: Must have a single binding.']
_EXPRESSION = 'Invalid regular expression'


class Mark:
    """`start` is an index into the text, `width` may reach beyond the line."""

    def __init__(self, start: int, width: int) -> None:
        self.start = start
        self.width = width


def mark_of(message: str, code: str, at: int) -> Mark | None:
    """`at`: acorn's place. None if V8 marks the token there."""
    if message in _AT_TOKEN_BEFORE:
        tokens = tokens_of(code)
        return whole(tokens, index_before(tokens, at))
    if message in _AT_END:
        return Mark(code.length, 0)
    if message.startswith(_EXPRESSION):
        return expression_mark(message, code, at)
    if message == _STRICT:
        found = _USE_STRICT.exec(code[at:])
        return None if found is None else Mark(at + found.index, len(found[0]))
    if _PRIVATE.test(message):
        return Mark(at - 1, 1) if code[at - 1] == '.' else None
    return mark_by_tokens(message, code, at)


def ends_in_pattern(message: str, code: str, at: int) -> bool:
    """Whether the text ends within a pattern: the end of the function that the engine gets has closed it."""
    if message != _PATTERN or at < len(code.trimEnd()):
        return False
    tokens = tokens_of(code)
    opening = matching(tokens, index_before(tokens, at), -1)
    return opening < 1 or not (tokens[opening - 1].type.label == ',' or is_word(tokens[opening - 1], _DECLARING))


def mark_by_tokens(message: str, code: str, at: int) -> Mark | None:
    word = _WORD.exec(message)
    is_loop = any([message.endswith(end) for end in _LOOPS])
    if word is None and not is_loop and message not in [_NO_CATCH, _PATTERN, _ASSIGNED, _LEXICAL, *_ACCESSORS]:
        return None
    tokens = tokens_of(code)
    before = index_before(tokens, at)
    if word is not None:
        # a field of a class that has a colon
        is_field = code[at] == ':' and before >= 0 and tokens[before].value == word[1]
        return Mark(tokens[before].start, 0) if is_field else None
    if message == _NO_CATCH:
        closing = matching(tokens, before + 2, 1)
        return None if closing < 0 else Mark(tokens[closing].start, 1)
    if message == _PATTERN:
        return None if before < 0 else between(tokens, matching(tokens, before, -1), before)
    if message == _ASSIGNED:
        return assigned(tokens, before + 1)
    if message == _LEXICAL:
        return Mark(tokens[before].start, 3) if before >= 0 and tokens[before].value == 'let' else None
    if is_loop:
        return loop_variables(tokens, before)
    return between(tokens, before + 1, matching(tokens, before + 1, 1))


def tokens_of(code: str) -> list:
    """As far as they can be read."""
    found = []
    try:
        reader = acorn().tokenizer(code, _TOKENS)
        token = reader.getToken()
        while token.type.label != 'eof':
            found.push(token)
            token = reader.getToken()
    except Exception:
        return found
    return found


def index_before(tokens: list, at: int) -> int:
    """Of the last token that ends there or earlier; -1 if there is none."""
    k = len(tokens) - 1
    while k >= 0 and tokens[k].end > at:
        k -= 1
    return k


def whole(tokens: list, k: int) -> Mark | None:
    """The end of a template is one token of V8's, from its last } or its beginning."""
    if k < 0:
        return None
    first = k
    if tokens[k].type.label == '`' and k >= 2 and tokens[k - 1].type.label == 'template':
        first = k - 2
    return Mark(tokens[first].start, tokens[k].end - tokens[first].start)


def between(tokens: list, first: int, last: int) -> Mark | None:
    if first < 0 or last < first or last >= len(tokens):
        return None
    return Mark(tokens[first].start, tokens[last].end - tokens[first].start)


def matching(tokens: list, at: int, step: int) -> int:
    """The index of the bracket that belongs to the one at `at`, after it (`step` 1) or before it (-1); -1 if there is
    none."""
    ends = _CLOSING if step > 0 else _OPENING
    depth = 0
    k = at
    while 0 <= k and k < len(tokens):
        label = tokens[k].type.label
        if label in _OPENING:
            depth += 1
        elif label in _CLOSING:
            depth -= 1
        if depth == 0 and label in ends:
            return k
        k += step
    return -1


def assigned(tokens: list, first: int) -> Mark | None:
    """From the token `first` to before the operator, with brackets that enclose all of it."""
    depth = 0
    for k in range(first, len(tokens)):
        label = tokens[k].type.label
        if label in _OPENING:
            depth += 1
        elif label in _CLOSING:
            depth -= 1
        elif depth <= 0 and tokens[k].type.isAssign:
            return between(tokens, first - 1 if depth < 0 and first > 0 else first, k - 1)
    return None


def loop_variables(tokens: list, before: int) -> Mark | None:
    """What the head of a loop declares, up to `of` or `in`."""
    first = min(before + 1, len(tokens) - 1)
    while first >= 0 and not is_word(tokens[first], _DECLARING):
        first -= 1
    last = first
    while last >= 0 and last < len(tokens) and not is_word(tokens[last], ['of', 'in']):
        last += 1
    return between(tokens, first + 1, last - 1)


def is_word(token: object, words: list[str]) -> bool:
    return token.type.label in words or (token.type.label == 'name' and token.value in words)


def expression_mark(message: str, code: str, at: int) -> Mark | None:
    """All of the literal if its pattern is wrong."""
    start = at - 1 if code[at - 1] == '/' else at
    found = _REGULAR_EXPRESSION.exec(code[start:]) if message.startswith(f'{_EXPRESSION}: /') else None
    return Mark(start, 1 if found is None else len(found[0]))
