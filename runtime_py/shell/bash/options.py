"""The options of bash's `shopt`: which exist, and which have an effect here. Pure."""

from __future__ import annotations

ON_FROM_THE_START = [
    'checkwinsize',
    'cmdhist',
    'complete_fullquote',
    'extquote',
    'force_fignore',
    'globasciiranges',
    'globskipdots',
    'hostcomplete',
    'interactive_comments',
    'patsub_replacement',
    'progcomp',
    'promptvars',
    'sourcepath',
]
# those that do what they do in bash when they are turned on or off
EFFECTIVE = [
    'dotglob',
    'execfail',
    'expand_aliases',
    'extglob',
    'failglob',
    'globstar',
    'inherit_errexit',
    'lastpipe',
    'nocaseglob',
    'nocasematch',
    'nullglob',
    'patsub_replacement',
    'shift_verbose',
    'xpg_echo',
]
# those whose present value is how this shell works, or that change nothing that a script sees
INERT = [
    'autocd',
    'cdable_vars',
    'cdspell',
    'checkhash',
    'checkjobs',
    'checkwinsize',
    'cmdhist',
    'complete_fullquote',
    'direxpand',
    'dirspell',
    'extquote',
    'force_fignore',
    'globasciiranges',
    'globskipdots',
    'gnu_errfmt',
    'histappend',
    'histreedit',
    'histverify',
    'hostcomplete',
    'huponexit',
    'interactive_comments',
    'lithist',
    'login_shell',
    'mailwarn',
    'no_empty_cmd_completion',
    'progcomp',
    'progcomp_alias',
    'promptvars',
    'restricted_shell',
    'sourcepath',
]
# other rules than this shell's: refused
REFUSED = [
    'assoc_expand_once',
    'compat31',
    'compat32',
    'compat40',
    'compat41',
    'compat42',
    'compat43',
    'compat44',
    'extdebug',
    'localvar_inherit',
    'localvar_unset',
    'noexpand_translation',
    'varredir_close',
]


def all_options() -> list[str]:
    names = sorted([*EFFECTIVE, *INERT, *REFUSED])
    return ['autocd', *[name for name in names if name != 'autocd']]  # in bash's order
