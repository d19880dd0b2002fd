"""shell/bash: what bash has and a POSIX shell hasn't. Only a shell that is called `bash` comes here.

    text -> tree       grammar ([[ ]], (( )), for (( )), select, arrays), words (subscripts, ${name@Q}, <( ))
    words              parameters (arrays, ${!name}), extglob, transformations (@Q and the like)
    running            commands (the compound commands), condition ([[ ]]), processes (<( ) and >( )), coprocess
    variables          arrays, attributes (declare), assignments, dynamic (RANDOM's kin), frames (FUNCNAME)
    printing           printer (declare -f), quoting
    history            history, history_expansion (!!), history_words
    completion         completions, programmed (at the prompt)
    traps              reactions (ERR, DEBUG, RETURN)
    builtins/          one file for each subject; the build lists them in table

What isn't implemented is refused by name (shell/bash_only.py)."""
