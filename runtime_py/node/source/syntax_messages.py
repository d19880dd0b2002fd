"""V8's message for a syntax error that acorn found in a module. The engine can't parse a module without running it; so
it parses the module's text, without imports and exports, as the body of an async generator. If it finds no error there,
acorn's message is translated.

Knows: acorn's errors. Must not know: the origin of a text."""

from __future__ import annotations


async def _sample() -> object:
    yield None


_Body = Object.getPrototypeOf(_sample).constructor
_PLACE = js_regexp(' \\(\\d+:\\d+\\)$', '')
_NAME = js_regexp('^(?:[\\p{ID_Start}$_]|\\\\u)[\\p{ID_Continue}$\\u200c\\u200d]*', 'u')
_PUNCTUATOR = js_regexp(
    '^(?:>>>=|\\.\\.\\.|===|!==|\\*\\*=|<<=|>>=|>>>|&&=|\\|\\|=|\\?\\?=|'
    '=>|==|!=|<=|>=|&&|\\|\\||\\?\\?|\\?\\.|\\+\\+|--|[-+*/%&|^]=|\\*\\*|<<|>>|[{}()[\\];,<>+\\-*/%&|^!~?:=.@#])',
    '',
)
_NOT_A_LINE_END = js_regexp('[^\\n\\r\\u2028\\u2029]+', 'g')
_NUMBER = js_regexp('^\\.?\\d', '')
# reserved in modules too; as variable names they are unexpected tokens
_KEYWORDS = (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof '
    'new null return super switch this throw true try typeof var void while with'
).split(' ')
_STRICT_KEYWORDS = 'implements interface let package private protected public static yield'.split(' ')
_IMPORT_FROM = js_regexp(
    '^[ \\t]*(?:import\\b(?!\\s*[(.])[^\'"`;(]*|export\\s*(?:\\*|\\{)[^\'"`;(]*?\\bfrom\\s*)(?:"[^"\\n]*"|\'[^\'\\n]*\')',
    'gm',
)
_EXPORT_DEFAULT = js_regexp('^[ \\t]*export\\s+default\\b', 'gm')
_EXPORT = js_regexp('^[ \\t]*export\\b(?:\\s*\\{[^}]*\\})?', 'gm')
_MODULES_OWN = js_regexp('import|export|module', 'i')
_SAME = {
    "'return' outside of function": 'Illegal return statement',
    "'new.target' can only be used in functions and class static block": 'new.target expression is not allowed here',
    'Unterminated template': 'Unexpected end of input',
    "The keyword 'yield' is reserved": 'Unexpected strict mode reserved word',
    "Cannot use keyword 'await' outside an async function": 'Unexpected reserved word',
    'Assigning to rvalue': 'Invalid left-hand side in assignment',
    'Binding arguments in strict mode': 'Unexpected eval or arguments in strict mode',
}
_EXPORT_UNDEFINED = js_regexp("^Export '(.*)' is not defined$", '')
_EXPORT_TWICE = js_regexp("^Duplicate export '(.*)'$", '')


def engine_message(error: object, code: str) -> str:
    """`error` is acorn's, of the text `code`."""
    try:
        _Body(f'"use strict"; {without_module_syntax(code)}')
    except Exception as said:
        if js_instanceof(said, SyntaxError) and not _MODULES_OWN.test(said.message):
            return said.message
    message = error.message.replace(_PLACE, '')
    if message == 'Unexpected token' and js_typeof(error.pos) == 'number':
        return unexpected(code[error.pos : error.pos + 100])
    if _EXPORT_UNDEFINED.test(message):
        return f'{message} in module'
    return _SAME[message] or message.replace(_EXPORT_TWICE, "Duplicate export of '$1'")


def without_module_syntax(code: str) -> str:
    """Keeps its lines. Only for a message: text that just looks like an import or export may be lost."""
    text = code.replace(_IMPORT_FROM, lambda found: found.replace(_NOT_A_LINE_END, ''))
    return text.replace(_EXPORT_DEFAULT, 'void ').replace(_EXPORT, '')


def unexpected(rest: str) -> str:
    """`rest` begins with the token."""
    if rest == '':
        return 'Unexpected end of input'
    first = rest[0]
    if first == '"' or first == "'":
        return 'Unexpected string'
    if first == '`':
        return 'Unexpected template string'
    if _NUMBER.test(rest):
        return 'Unexpected number'
    name = _NAME.exec(rest)
    if name is not None:
        word = name[0]
        if word in _STRICT_KEYWORDS:
            return 'Unexpected strict mode reserved word'
        return f"Unexpected token '{word}'" if word in _KEYWORDS else f"Unexpected identifier '{word}'"
    punctuator = _PUNCTUATOR.exec(rest)
    return 'Invalid or unexpected token' if punctuator is None else f"Unexpected token '{punctuator[0]}'"
