"""shell: a POSIX shell with job control, and its utilities. Pure.

    text -> tree       lexer, heredoc, scanner, redirection_grammar, dollar_quotes, alias_texts
                       -> parser (with compound_grammar) -> ast
    words              expansion (fields, substitution, parameter_ops, arithmetic, arithmetic_words, numerals, braces,
                       glob, pattern, quoting, tildes)
    running            interpreter (lists; pipelines, loops, cases, background, flow) -> commands (functions, builtins,
                       utilities) -> programs; function_calls, lookup, stoppable, stopwatch
    environment        state, option_names, option_letters, io, redirection, jobs, trap_runner, interrupts (signals),
                       restrictions
    what it asks first permission (restrictions, guard: dangers, hiding)
    words for people   strerror, strsignal, shown_names
    at a terminal      interactive, start_files, source_reader, line_editor (edits, history_search), keys, completion,
                       history, prompt, screen
    names it has       sh (dash's behaviour), bash (bash/; bash_only refuses what isn't implemented), jsh
    builtins/          one file for each subject; the build lists them in table
    utilities/         NAME.py, or NAME/main.py with its other modules; the build lists them in table
    gitignore          which paths git ignores
    support/           code that utilities share: options, input, report, dates, sizes, regex/

What holds: nothing here blocks the worker, since a shell's utilities are coroutines in it. A typical sequence: lexer ->
parser -> interpreter -> expansion -> commands -> a utility's main, or sys' spawn -> the status.

A utility is a coroutine with a Context (context). docs/rooms/shell.md."""
