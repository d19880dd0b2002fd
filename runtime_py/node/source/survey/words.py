"""The numbers of the names that the survey recognizes (tokens.py, Words): keywords, and names with a meaning in some
places."""

from __future__ import annotations

# names of the program in which the survey is interested; other numbers are fixed words
IMPORTED = 1
EXPORTED = 2
# words that may be names of variables
ASYNC = 10
LET = 11
OF = 12
GET = 13
SET = 14
STATIC = 15
FROM = 16
AS = 17
EVAL = 18
ARGUMENTS = 19
YIELD = 20
AWAIT = 21
USING = 22
GLOBAL = 23  # globalThis and its like
# reserved words
FIRST_RESERVED = 30
VAR = 30
CONST = 31
FUNCTION = 32
CLASS = 33
IF = 34
FOR = 35
WHILE = 36
DO = 37
RETURN = 38
BREAK = 39
CONTINUE = 40
THROW = 41
TRY = 42
CATCH = 43
FINALLY = 44
SWITCH = 45
CASE = 46
DEFAULT = 47
WITH = 48
DEBUGGER = 49
IMPORT = 50
EXPORT = 51
NEW = 52
TYPEOF = 53
VOID = 54
DELETE = 55
IN = 56
INSTANCEOF = 57
THIS = 58
SUPER = 59
CONSTANT = 60  # null, true, false
ELSE = 61
EXTENDS = 62
ENUM = 63

FIXED = [
    ['async', ASYNC],
    ['let', LET],
    ['of', OF],
    ['get', GET],
    ['set', SET],
    ['static', STATIC],
    ['from', FROM],
    ['as', AS],
    ['eval', EVAL],
    ['arguments', ARGUMENTS],
    ['yield', YIELD],
    ['await', AWAIT],
    ['using', USING],
    ['globalThis', GLOBAL],
    ['global', GLOBAL],
    ['window', GLOBAL],
    ['self', GLOBAL],
    ['var', VAR],
    ['const', CONST],
    ['function', FUNCTION],
    ['class', CLASS],
    ['if', IF],
    ['for', FOR],
    ['while', WHILE],
    ['do', DO],
    ['return', RETURN],
    ['break', BREAK],
    ['continue', CONTINUE],
    ['throw', THROW],
    ['try', TRY],
    ['catch', CATCH],
    ['finally', FINALLY],
    ['switch', SWITCH],
    ['case', CASE],
    ['default', DEFAULT],
    ['with', WITH],
    ['debugger', DEBUGGER],
    ['import', IMPORT],
    ['export', EXPORT],
    ['new', NEW],
    ['typeof', TYPEOF],
    ['void', VOID],
    ['delete', DELETE],
    ['in', IN],
    ['instanceof', INSTANCEOF],
    ['this', THIS],
    ['super', SUPER],
    ['null', CONSTANT],
    ['true', CONSTANT],
    ['false', CONSTANT],
    ['else', ELSE],
    ['extends', EXTENDS],
    ['enum', ENUM],
]
