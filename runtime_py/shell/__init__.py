"""shell: a POSIX shell with job control, and its utilities. Pure.

    text -> tree       lexer, heredoc, scanner, dollar_quotes -> parser -> ast
    words              expansion, parameter_ops, arithmetic, braces, glob, pattern, quoting
    running            interpreter (lists, pipelines, loops, flow) -> commands (functions, builtins, utilities, programs)
    environment        state, io, redirection, jobs, trap_runner, interrupts (signals), restrictions
    at a terminal      interactive, line_editor, keys, completion, history, prompt, screen
    names it has       sh (dash's behaviour), bash (bash_only refuses what isn't implemented), jsh
    builtins/          one file for each subject; the build lists them in table
    utilities/         NAME.py, or NAME/main.py with its other modules; the build lists them in table
    support/           code that utilities share: options, input, report, dates, sizes, regex/

A utility is a coroutine with a Context (context). docs/rooms/shell.md."""
