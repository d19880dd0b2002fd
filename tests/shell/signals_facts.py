"""What dash shows on a terminal when it gets signals, and its status (negative: the signal that ended it). Run by test_signals.py, and in dash itself by
test_signals_property.py. A step is [text to wait for, keys]; a number in place of keys is a signal sent only to the shell's process."""

INT = '\x03'
QUIT = '\x1c'
TERM = 15

CASES = [
    # a key ends the running command, then the trap runs, then the script continues
    ["trap 'echo hi' INT; echo go; sleep 9; echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; echo go; sleep 9; echo after $?; sleep 9; echo end $?", [['go', INT], ['after', INT]], 'go\n^Chi\nafter 130\n^Chi\nend 130\n', 0],
    ["trap 'echo hi' INT; echo go; sleep 9", [['go', INT]], 'go\n^Chi\n', 130],
    ["trap 'echo hi' INT; echo go; cat; echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi; exit 3' INT; echo go; sleep 9; echo no", [['go', INT]], 'go\n^Chi\n', 3],
    ["trap 'exit' INT; echo go; sleep 9; echo no", [['go', INT]], 'go\n^C', 130],
    ["trap 'echo bye' EXIT; trap 'exit 7' INT; echo go; sleep 9; echo no", [['go', INT]], 'go\n^Cbye\n', 7],
    ["trap 'echo hi' QUIT; echo go; sleep 9; echo after $?", [['go', QUIT]], 'go\n^\\Quit\nhi\nafter 131\n', 0],
    ["trap 'echo x; false' INT; echo go; sleep 9; echo after $?", [['go', INT]], 'go\n^Cx\nafter 130\n', 0],
    ["trap 'echo hi' INT; echo go; sleep 9 && echo yes || echo no $?", [['go', INT]], 'go\n^Chi\nno 130\n', 0],
    ["set -e; trap 'echo hi' INT; echo go; sleep 9; echo no", [['go', INT]], 'go\n^Chi\n', 130],
    # loops, functions, the trap's own control flow
    ["trap 'echo hi' INT; echo go; n=0; while [ $n -lt 2 ]; do sleep 9; echo n$n $?; n=$((n+1)); done; echo end", [['go', INT], ['n0', INT]],
     'go\n^Chi\nn0 130\n^Chi\nn1 130\nend\n', 0],
    ["trap 'break' INT; echo go; while :; do sleep 9; done; echo end", [['go', INT]], 'go\n^Cend\n', 0],
    ["trap 'echo hi $?' INT; f() { sleep 9; echo inf $?; }; echo go; f; echo after $?", [['go', INT]], 'go\n^Chi 130\ninf 130\nafter 0\n', 0],
    ["f() { trap 'return 4' INT; sleep 9; echo no; }; echo go; f; echo after $?", [['go', INT]], 'go\n^Cafter 4\n', 0],
    # no trap, an ignored signal, a removed trap
    ["echo go; sleep 9; echo no", [['go', INT]], 'go\n^C', -2],
    ["trap 'echo bye' EXIT; echo go; sleep 9; echo no", [['go', INT]], 'go\n^C', -2],
    ["trap '' INT; echo go; sleep 4; echo after $?", [['go', INT]], 'go\n^Cafter 0\n', 0],
    ["trap 'echo hi' INT; trap - INT; echo go; sleep 9; echo after $?", [['go', INT]], 'go\n^C', -2],
    ["trap '' INT; sh -c 'trap \"echo inner\" INT; trap; kill -INT $$; echo alive'; echo $?", [], "trap -- 'echo inner' INT\nalive\n0\n", 0],
    # subshells, substitutions and pipelines have traps of their own
    ["trap 'echo hi' INT; (echo go; sleep 9; echo insub $?); echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; (trap 'echo sub' INT; echo go; sleep 9; echo insub $?); echo after $?", [['go', INT]], 'go\n^Csub\ninsub 130\nhi\nafter 0\n', 0],
    ["(trap 'echo sub' INT; echo go; sleep 9; echo insub $?); echo after $?", [['go', INT]], 'go\n^Csub\ninsub 130\n', -2],
    ["trap 'echo hi' INT; echo go; x=$(sleep 9; echo insub $?); echo after $? $x", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; echo go; sleep 9 | cat; echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; echo go; for i in 1 2; do sleep 9; echo $i $?; done | cat; echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; echo go; sh -c 'sleep 9; echo inner $?'; echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; trap; (trap); (trap 'echo q' TERM; trap)", [], "trap -- 'echo hi' INT\ntrap -- 'echo q' TERM\n", 0],
    ["trap 'echo x; exit' EXIT; (exit 3)", [], 'x\n', 3],
    ["trap 'f() { (exit 9); return; }; f; exit' INT; echo go; sleep 9; echo no", [['go', INT]], 'go\n^C', 130],
    # output of the trap
    ["trap 'echo hi' INT; echo go; { sleep 9; echo in; } > out; echo after; cat out", [['go', INT]], 'go\n^Cafter\nhi\nin\n', 0],
    # wait and read end at once
    ["trap 'echo hi' INT; echo go; sleep 4 & wait; echo after $?", [['go', INT]], 'go\n^Chi\nafter 130\n', 0],
    ["trap 'echo hi' INT; echo go; sleep 4 & wait $!; echo after $?; wait $!; echo again $?", [['go', INT]], 'go\n^Chi\nafter 130\nagain 0\n', 0],
    ["trap 'echo hi' TERM; echo go; sleep 4 & wait $!; echo after $?", [['go', TERM]], 'go\nhi\nafter 143\n', 0],
    ["trap 'echo hi' INT; echo go; read x; echo after $? $x", [['go', INT]], 'go\n^Chi\nafter 1\n', 0],
    ["trap 'echo hi' TERM; echo go; read x; echo after $? $x", [['go', TERM]], 'go\nhi\nafter 1\n', 0],
    # a signal sent only to the shell waits for the end of the command
    ["trap 'echo hi' TERM; echo go; sleep 4; echo after $?", [['go', TERM]], 'go\nhi\nafter 0\n', 0],
    ["trap 'echo one' INT; trap 'echo two' TERM; echo go; kill -TERM $$; kill -INT $$; echo end", [], 'go\ntwo\none\nend\n', 0],
    ["trap 'echo usr' USR1; kill -USR1 $$; echo a; (kill -USR1 $$; echo b); echo c", [], 'usr\na\nb\nusr\nc\n', 0],
    ["trap 'echo hi' INT TERM; kill -TERM 0; echo after", [], 'hi\nafter\n', 0],
    # background jobs
    ["sleep 9 & kill $!; wait $!; echo $?; sleep 9 & kill -9 $!; wait $!; echo $?; (sleep 9) & kill -HUP $!; wait $!; echo $?", [],
     'Terminated\n143\nKilled\n137\nHangup\n129\n', 0],
    ["sleep 4 & sleep 0.2; kill -INT $!; wait $!; echo $?", [], '0\n', 0],
    ["{ trap 'echo got; exit 5' TERM; while :; do sleep 0.1; done; } & sleep 0.5; kill $!; wait $!; echo $?", [], 'got\n5\n', 0],
    ["trap '' TERM; sleep 1 & kill $!; wait $!; echo $?", [], '0\n', 0],
    # timeout
    ["trap 'echo hi' TERM; timeout 1 sh -c 'trap \"echo in\" TERM; sleep 9; echo x $?'; echo after $?", [], 'Terminated\nin\nx 143\nafter 124\n', 0],
    ["timeout 1 sh -c 'sleep 9; echo never'; echo $?", [], '124\n', 0],
    # trap's forms
    ["trap 'echo x' HUP; trap HUP; trap; trap '' 2; trap; trap 2; trap 'echo hi' EXIT INT; trap EXIT; trap", [], "trap -- '' INT\ntrap -- 'echo hi' INT\n", 0],
    ["trap x FOO; echo $?; trap - FOO; echo $?; trap x int Exit; trap; trap 2 0; trap; trap q 0; trap - EXIT; exit 3", [],
     "trap: FOO: bad trap\n1\ntrap: FOO: bad trap\n1\ntrap -- 'x' EXIT\ntrap -- 'x' INT\n", 3],
    ["kill -l 130; kill -l 15; kill -l 64; kill -l 192; kill -l 35; trap 'echo rt' RTMIN+1; kill -s RTMIN+1 $$; kill -0 $$ && echo alive", [],
     'INT\nTERM\nRTMAX\nRTMAX\nRTMIN+1\nrt\nalive\n', 0],
]

# while messages keep arriving, Node handles no signals (browsers do): only tested in CPython
BUSY = [
    ["trap 'echo hi; exit 5' INT; echo go; until false; do :; done", [['go', INT]], 'go\n^Chi\n', 5],
]
