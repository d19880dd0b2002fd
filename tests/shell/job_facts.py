"""What an interactive shell with job control does with keys: the lines that begin with = are what its commands print.
Run by test_jobs.py, and in dash itself by test_jobs_property.py (in bash where the two differ). A step is a line or
keys; the next one follows when the terminal is quiet."""

INT = '\x03'
QUIT = '\x1c'
STOP = '\x1a'
END = '\x04'

CASES = [
    # Ctrl-C
    [['sleep 9', INT, 'echo =$?'], ['=130']],
    [['sleep 9; echo =after', INT, 'echo =$?'], ['=130']],
    [['cat', INT, 'echo =$?', 'sort', INT, 'echo =$?', 'grep x', INT, 'echo =$?'], ['=130', '=130', '=130']],
    [['(sleep 9); echo =no', INT, 'echo =$?', 'sleep 9 | cat; echo =no', INT, 'echo =$?'], ['=130', '=130']],
    [['for k in 1 2; do echo =$k; sleep 9; done', INT, 'echo =$?'], ['=1', '=130']],
    [['(sh -c :; sleep 9)', INT, 'echo =$?', '{ sh -c :; sleep 9; } | cat', INT, 'echo =$?'], ['=130', '=130']],
    [['sleep 9 | sh -c "sleep 9"', INT, 'echo =$?', 'sh -c "sleep 9" | sleep 9', INT, 'echo =$?'], ['=130', '=130']],
    [['x=$(sleep 9); echo =no', INT, 'echo =$?', 'eval "sleep 9; echo =no"', INT, 'echo =$?'], ['=130', '=130']],
    [['sleep 9', QUIT, 'echo =$?'], ['=131']],
    # traps: of the shell after the command, of a subshell in it
    [
        ["trap 'echo =trap' INT", 'sleep 9', INT, 'echo =$?', '(cat)', INT, 'echo =$?'],
        ['=trap', '=130', '=trap', '=130'],
    ],
    [["trap 'echo =trap' INT", 'sleep 9; echo =after', INT], ['=trap', '=after']],
    [["(trap 'echo =sub' INT; sleep 9; echo =in); echo =after $?", INT], ['=sub', '=in', '=after 0']],
    [["trap '' INT", 'sleep 0.5', INT, 'echo =$?'], ['=0']],
    [["trap 'echo =trap' TSTP", 'sleep 9', STOP, 'echo =$?'], ['=148']],
    # Ctrl-Z: what follows runs
    [['sleep 9', STOP, 'echo =$?', 'fg', INT, 'echo =$?'], ['=148', '=130']],
    [['sleep 9; echo =after $?', STOP], ['=after 148']],
    [['sleep 9 && echo =yes || echo =no $?', STOP], ['=no 148']],
    [['if sleep 9; then echo =yes; else echo =no; fi', STOP, '! sleep 9', STOP, 'echo =$?'], ['=no', '=0']],
    [['f() { sleep 9; echo =in; }; f; echo =after', STOP, 'fg', INT, 'echo =$?'], ['=in', '=after', '=130']],
    [['(sleep 9; echo =in); echo =after', STOP, 'fg', INT, 'echo =$?'], ['=after', '=130']],
    [['eval "sleep 9; echo =in"', STOP, 'v=1; sleep 9; v=2', STOP, 'echo =$v'], ['=in', '=2']],
    [['(sh -c :; cat)', STOP, 'echo =$?', 'fg', '=x', END, 'echo =$?'], ['=148', '=x', '=x', '=0']],
    [['cat | cat', STOP, 'fg', '=x', END, 'echo =$?'], ['=x', '=x', '=0']],
    [['sh -c "sleep 9"; echo =$?', STOP, 'fg', INT, 'echo =$?'], ['=148', '=130']],
    [['while read x; do echo =$x; done', 'a', STOP, 'b', END, 'echo =$?'], ['=a', '=b', '=0']],
    # a job in the background that reads from the terminal is stopped
    [['cat &', 'echo =a', 'fg', '=x', END, 'echo =$?'], ['=a', '=x', '=x', '=0']],
    [['cat', STOP, 'bg', 'echo =a', 'fg', '=x', END, 'echo =$?'], ['=a', '=x', '=x', '=0']],
    [['(read x; echo =$x) &', 'echo =a', 'fg', 'v', 'echo =b'], ['=a', '=v', '=b']],
    [['cat | cat &', 'echo =a', 'kill %1', 'wait', 'jobs', 'echo =b'], ['=a', '=b']],
    # stopped jobs, and the end of the shell
    [['sleep 9', STOP, 'exit', 'echo =still', 'exit', 'exit', 'echo =no'], ['=still']],
    [['sleep 9', STOP, 'exit', 'exit', 'echo =no'], []],
    [["trap 'echo =bye' EXIT", '(sleep 9)', INT, 'exit'], ['=bye']],
]

# dash goes on with a loop that has stopped, bash ends it
AS_BASH = [
    [['while :; do sleep 9; done', STOP, 'echo =$?', 'kill %1', 'echo =$?'], ['=148', '=0']],
    [['until sleep 9; do echo =no; done; echo =after', STOP], ['=after']],
    [['for k in 1 2; do for j in 1 2; do sleep 9; done; echo =no; done; echo =after $?', STOP], ['=after 148']],
]

# what never waits; as in signals_facts.py, Node sees no signals meanwhile, so these are for CPython
BUSY = [
    [["awk 'BEGIN { while (1) n++ }'", INT, 'echo =$?'], ['=130']],
    [["echo x | sed ':a;s/x/x/;ta'", INT, 'echo =$?', "echo x | sed ':a;ba'", INT, 'echo =$?'], ['=130', '=130']],
    [['cat /dev/zero > /dev/null', INT, 'echo =$?', 'wc -c < /dev/zero', INT, 'echo =$?'], ['=130', '=130']],
    [['yes > /dev/null', INT, 'echo =$?', 'while :; do :; done', INT, 'echo =$?'], ['=130', '=130']],
]
