"""The options of `set -o` and their letters: dash's, and bash's. Pure."""

from __future__ import annotations

OPTIONS = [
    'allexport',
    'emacs',
    'errexit',
    'ignoreeof',
    'monitor',
    'noclobber',
    'noexec',
    'noglob',
    'nolog',
    'notify',
    'nounset',
    'pipefail',
    'verbose',
    'vi',
    'xtrace',
]
LETTERS = ['a', 'E', 'e', 'I', 'm', 'C', 'n', 'f', '', 'b', 'u', '', 'v', 'V', 'x']

# bash's, which has no ignoreeof and the like by letters
BASH_OPTIONS = [
    *OPTIONS,
    'errtrace',
    'functrace',
    'histexpand',
    'history',
    'keyword',
    'onecmd',
    'physical',
    'posix',
    'privileged',
]
BASH_LETTERS = [
    'a',
    '',
    'e',
    '',
    'm',
    'C',
    'n',
    'f',
    '',
    'b',
    'u',
    '',
    'v',
    '',
    'x',
    'E',
    'T',
    'H',
    '',
    'k',
    't',
    'P',
    '',
    'p',
]
