"""What `help` says: of each builtin and keyword its name, its form, and what it does. Pure."""

from __future__ import annotations

TEXTS = [
    ['%', 'job_spec [&]', 'Brings a job to the foreground, or continues it in the background.'],
    ['((', '(( expression ))', 'Evaluates arithmetic; status 0 unless the value is 0.'],
    ['.', '. filename [arguments]', 'Runs the commands of a file in this shell.'],
    [':', ':', 'Does nothing, with status 0.'],
    ['[', '[ arg... ]', 'Evaluates a condition, as test does; the last argument is ].'],
    ['[[', '[[ expression ]]', 'Evaluates a condition, with patterns and regular expressions.'],
    ['alias', 'alias [-p] [name[=value] ... ]', 'Defines or shows aliases.'],
    ['bg', 'bg [job_spec ...]', 'Continues jobs in the background.'],
    [
        'bind',
        'bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] '
        '[keyseq:readline-function or readline-command]',
        'Shows or sets what keys do at the prompt.',
    ],
    ['break', 'break [n]', 'Leaves n loops.'],
    ['builtin', 'builtin [shell-builtin [arg ...]]', 'Runs a builtin, also when a function has its name.'],
    ['caller', 'caller [expr]', 'Shows from where the running function was called.'],
    [
        'case',
        'case WORD in [PATTERN [| PATTERN]...) COMMANDS ;;]... esac',
        'Runs what follows the pattern that matches.',
    ],
    ['cd', 'cd [-L|[-P [-e]] [-@]] [dir]', 'Changes the working folder; without an argument to HOME.'],
    ['command', 'command [-pVv] command [arg ...]', 'Runs a command, passing over functions, or tells what it is.'],
    [
        'compgen',
        'compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] '
        '[-X filterpat] [-P prefix] [-S suffix] [word]',
        'Shows possible completions of a word.',
    ],
    [
        'complete',
        'complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] '
        '[-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]',
        'Says how arguments of commands are completed at the prompt.',
    ],
    ['compopt', 'compopt [-o|+o option] [-DEI] [name ...]', 'Changes options of a completion.'],
    ['continue', 'continue [n]', 'Goes on with the next round of the n-th loop.'],
    ['coproc', 'coproc [NAME] command [redirections]', 'Runs a command beside the shell, joined to it by two pipes.'],
    [
        'declare',
        'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
        'Sets variables and their attributes, or shows them.',
    ],
    ['dirs', 'dirs [-clpv] [+N] [-N]', 'Shows the folders that pushd has remembered.'],
    ['disown', 'disown [-h] [-ar] [jobspec ... | pid ...]', 'Forgets jobs, so that they outlive the shell.'],
    ['echo', 'echo [-neE] [arg ...]', 'Writes its arguments.'],
    ['enable', 'enable [-a] [-dnps] [-f filename] [name ...]', 'Turns builtins on and off, or lists them.'],
    ['eval', 'eval [arg ...]', 'Runs its arguments as a command.'],
    ['exec', 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]', 'Replaces the shell by a command.'],
    ['exit', 'exit [n]', 'Ends the shell.'],
    ['export', 'export [-fn] [name[=value] ...] or export -p', 'Gives variables to the commands that are started.'],
    ['false', 'false', 'Does nothing, with status 1.'],
    [
        'fc',
        'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]',
        'Shows typed commands, edits them or runs them again.',
    ],
    ['fg', 'fg [job_spec]', 'Brings a job to the foreground.'],
    ['for', 'for NAME [in WORDS ... ] ; do COMMANDS; done', 'Runs commands for each word.'],
    ['for ((', 'for (( exp1; exp2; exp3 )); do COMMANDS; done', 'A loop as in C.'],
    ['function', 'function name { COMMANDS ; } or name () { COMMANDS ; }', 'Defines a function.'],
    ['getopts', 'getopts optstring name [arg ...]', 'Reads the next option of a script.'],
    ['hash', 'hash [-lr] [-p pathname] [-dt] [name ...]', 'Remembers or forgets where programs are.'],
    ['help', 'help [-dms] [pattern ...]', 'Shows this.'],
    [
        'history',
        'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]',
        'Shows or changes the list of typed commands.',
    ],
    [
        'if',
        'if COMMANDS; then COMMANDS; [ elif COMMANDS; then COMMANDS; ]... [ else COMMANDS; ] fi',
        'Runs commands if others succeed.',
    ],
    ['jobs', 'jobs [-lnprs] [jobspec ...] or jobs -x command [args]', 'Shows jobs.'],
    ['kill', 'kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]', 'Sends a signal.'],
    ['let', 'let arg [arg ...]', 'Evaluates arithmetic.'],
    ['local', 'local [option] name[=value] ...', "Makes variables a function's own."],
    ['logout', 'logout [n]', 'Ends a login shell.'],
    [
        'mapfile',
        'mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
        'Reads lines into an array.',
    ],
    ['popd', 'popd [-n] [+N | -N]', 'Goes back to the folder that pushd has remembered.'],
    ['printf', 'printf [-v var] format [arguments]', 'Writes its arguments in a format.'],
    ['pushd', 'pushd [-n] [+N | -N | dir]', 'Remembers the working folder and goes to another.'],
    ['pwd', 'pwd [-LP]', 'Shows the working folder.'],
    [
        'read',
        'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
        'Reads a line and splits it into variables.',
    ],
    [
        'readarray',
        'readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]',
        'Reads lines into an array, as mapfile does.',
    ],
    ['readonly', 'readonly [-aAf] [name[=value] ...] or readonly -p', 'Makes variables unchangeable.'],
    ['return', 'return [n]', 'Leaves a function or a file that is sourced.'],
    ['select', 'select NAME [in WORDS ... ;] do COMMANDS; done', 'Asks for one of some words.'],
    [
        'set',
        'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
        'Sets options and parameters of the shell.',
    ],
    ['shift', 'shift [n]', 'Drops the first n parameters.'],
    ['shopt', 'shopt [-pqsu] [-o] [optname ...]', 'Sets or shows further options of the shell.'],
    ['source', 'source filename [arguments]', 'Runs the commands of a file in this shell.'],
    ['suspend', 'suspend [-f]', 'Stops the shell until it is continued.'],
    ['test', 'test [expr]', 'Evaluates a condition.'],
    ['time', 'time [-p] pipeline', 'Shows how long a pipeline takes.'],
    ['times', 'times', "Shows the shell's CPU time and its children's."],
    ['trap', 'trap [-lp] [[arg] signal_spec ...]', 'Says what is run when a signal comes.'],
    ['true', 'true', 'Does nothing, with status 0.'],
    ['type', 'type [-afptP] name [name ...]', 'Tells what a name is.'],
    [
        'typeset',
        'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
        'Sets variables and their attributes, as declare does.',
    ],
    ['ulimit', 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]', 'Shows or sets limits of resources.'],
    ['umask', 'umask [-p] [-S] [mode]', 'Shows or sets the permissions that new files lack.'],
    ['unalias', 'unalias [-a] name [name ...]', 'Removes aliases.'],
    ['unset', 'unset [-f] [-v] [-n] [name ...]', 'Removes variables and functions.'],
    ['until', 'until COMMANDS; do COMMANDS; done', 'Runs commands until others succeed.'],
    [
        'variables',
        'variables - Names and meanings of some shell variables',
        'PATH, HOME, IFS, PS1 and others: see the manual.',
    ],
    ['wait', 'wait [-fn] [-p var] [id ...]', 'Waits for jobs.'],
    ['while', 'while COMMANDS; do COMMANDS; done', 'Runs commands while others succeed.'],
    ['{', '{ COMMANDS ; }', 'Runs commands as one.'],
]
KEYWORDS = [
    *['if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'select', 'while', 'until', 'do', 'done', 'in'],
    *['function', 'time', '{', '}', '!', '[[', ']]', 'coproc'],
]
_NO_BUILTINS = ['%', '((', '[[', 'for ((', 'variables', *KEYWORDS]


def builtin_names() -> list[str]:
    """Of bash's builtins, whichever are implemented."""
    return [row[0] for row in TEXTS if row[0] not in _NO_BUILTINS]


def form_of(name: str) -> str:
    """'' for an unknown name."""
    for row in TEXTS:
        if row[0] == name:
            return row[1]
    return ''


def usage_of(name: str) -> str:
    """What follows the message for a wrong option; '' for other commands."""
    form = form_of(name)
    return f'{name}: usage: {form}\n' if form != '' else ''
