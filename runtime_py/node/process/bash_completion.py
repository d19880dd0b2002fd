"""`node --completion-bash`: a script by which bash completes Node's options (GetBashCompletion of
src/node_options.cc)."""

from __future__ import annotations


def completion_script(info: object) -> str:
    """`info`: of the pinned Node's options and their aliases, each [name, what it is]."""
    names = [*info.options, *info.aliases].map(lambda entry: entry[0]).filter(lambda name: not name.startswith('['))
    return f"""_node_complete() {{
  local cur_word options
  cur_word="${{COMP_WORDS[COMP_CWORD]}}"
  if [[ "${{cur_word}}" == -* ]] ; then
    COMPREPLY=( $(compgen -W '{names.join(' ')}' -- "${{cur_word}}") )
    return 0
  else
    COMPREPLY=( $(compgen -f "${{cur_word}}") )
    return 0
  fi
}}
complete -o filenames -o nospace -o bashdefault -F _node_complete node node_g
"""
