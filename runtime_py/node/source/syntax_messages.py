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
_UNEXPECTED = 'Unexpected token'
_NOT_ON_TOP = "'import' and 'export' may only appear at the top level"
_NOT_SPACE = js_regexp('\\S|$', '')
_SPACE = js_regexp('^\\s+', '')
_NOT_IN_NAMES = js_regexp('[^\\p{ID_Continue}$]+', 'u')
_NOT_A_LINE_END = js_regexp('[^\\n\\r\\u2028\\u2029]+', 'g')
_NUMBER = js_regexp('^\\.?\\d', '')
# reserved in modules too; as variable names they are unexpected tokens
_KEYWORDS = (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof '
    'new null return super switch this throw true try typeof var void while with'
).split(' ')
_CONTEXTUAL = 'async of get set using accessor'.split(' ')  # V8's scanner has tokens for these names
_STRICT_KEYWORDS = 'implements interface let package private protected public static yield'.split(' ')
_IMPORT_FROM = js_regexp(
    '^[ \\t]*(?:import\\b(?!\\s*[(.])[^\'"`;(]*|export\\s*(?:\\*|\\{)[^\'"`;(]*?\\bfrom\\s*)(?:"[^"\\n]*"|\'[^\'\\n]*\')',
    'gm',
)
# what follows an import in its line: attributes, which acorn's message is about, or what can't follow
_ATTRIBUTES = js_regexp('^[ \\t]*with\\b[^;\\n]*', '')
_ENDS_IMPORT = js_regexp('^[ \\t]*(?:;|//|/\\*|[\\r\\n]|$)', '')
_EXPORT_LET = js_regexp('^[ \\t]*export\\s+let(?=\\s*=)', 'gm')
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
    'Binding eval in strict mode': 'Unexpected eval or arguments in strict mode',
}
_DECLARED_TWICE = js_regexp("^Identifier '(.*)' has already been declared$", '')
_EXPORT_UNDEFINED = js_regexp("^Export '(.*)' is not defined$", '')
_EXPORT_TWICE = js_regexp("^Duplicate export '(.*)'$", '')
_KEYWORD = js_regexp("^Unexpected keyword '.*'$", '')


def engine_message(error: object, code: str) -> str:
    """`error` is acorn's, of the text `code`."""
    message = error.message.replace(_PLACE, '')
    if closes_too_early(error, code, _Body) or declares_import_twice(message, code):
        return unexpected('}') if message == _UNEXPECTED else message
    if message == _NOT_ON_TOP:
        return not_on_top(code[error.pos :])
    try:
        _Body(f'"use strict"; {without_module_syntax(code)}')
    except Exception as said:
        if js_instanceof(said, SyntaxError) and not _MODULES_OWN.test(said.message):
            return at_the_end(said.message, error.pos, code)
    if message == _UNEXPECTED and js_typeof(error.pos) == 'number':
        return unexpected(code[error.pos : error.pos + 100])
    if _EXPORT_UNDEFINED.test(message):
        return f'{message} in module'
    if _KEYWORD.test(message):
        return 'Unexpected reserved word'
    return _SAME[message] or message.replace(_EXPORT_TWICE, "Duplicate export of '$1'")


def place_of_import(error: object, code: str) -> int:
    """Of what follows the keyword of an import that isn't at the top level; -1 of any other error."""
    if not error.message.startswith(_NOT_ON_TOP) or not code.startswith('import', error.pos):
        return -1
    after = error.pos + len('import')
    return after + code[after:].search(_NOT_SPACE)


def not_on_top(rest: str) -> str:
    """Of an import or export inside of something. V8 takes such an import for a call."""
    return (
        "Unexpected token 'export'"
        if rest.startswith('export')
        else unexpected(rest[len('import') :].replace(_SPACE, ''))
    )


def closes_too_early(error: object, code: str, make_function: object) -> bool:
    """Whether acorn's `error` is a } that closes nothing. In the engine it would close the body of the function that
    the text is made, so that the engine reports what follows."""
    if code[error.pos] != '}' or error.message.replace(_PLACE, '') != _UNEXPECTED:
        return False
    try:
        make_function(without_module_syntax(code[: error.pos]))
        return True
    except Exception:
        return False


def declares_import_twice(message: str, code: str) -> bool:
    """The engine gets the text without its imports."""
    found = _DECLARED_TWICE.exec(message)
    return found is not None and any(
        [each[0].split(_NOT_IN_NAMES).includes(found[1]) for each in Array['from'](code.matchAll(_IMPORT_FROM))]
    )


def without_module_syntax(code: str) -> str:
    """Keeps its lines. Only for a message: text that just looks like an import or export may be lost."""
    text = without_imports(code).replace(_EXPORT_LET, 'var')
    return text.replace(_EXPORT_DEFAULT, 'void ').replace(_EXPORT, '')


def without_imports(code: str) -> str:
    """What can't follow an import follows a number, which it can't either."""
    text = ''
    at = 0
    for found in code.matchAll(_IMPORT_FROM):
        text += code[at : found.index] + found[0].replace(_NOT_A_LINE_END, '')
        at = found.index + found[0].length
        attributes = _ATTRIBUTES.exec(code[at:])
        if attributes is not None:
            at += attributes[0].length
        elif not _ENDS_IMPORT.test(code[at:]):
            text += '0'
    return text + code[at:]


def at_the_end(message: str, place: object, code: str) -> str:
    """The engine saw the end of a function where the module ends."""
    if message == 'Illegal newline after throw' and place >= code.trimEnd().length:
        return 'Unexpected end of input'
    return message


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
        return (
            f"Unexpected token '{word}'"
            if word in _KEYWORDS or word in _CONTEXTUAL
            else f"Unexpected identifier '{word}'"
        )
    punctuator = _PUNCTUATOR.exec(rest)
    return 'Invalid or unexpected token' if punctuator is None else f"Unexpected token '{punctuator[0]}'"
