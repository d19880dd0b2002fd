"""Scripts, their output and status, from bash 5.2. Run by test_waiting.py."""

CASES = [
    ['(exit 5) & wait -n; echo $?; wait -n; echo $?; (exit 4) & p=$!; wait -p who $p; echo $? $([ $who = $p ] && ech'
     'o same); wait 999999 2>/dev/null; echo $?; wait -Q 2>/dev/null; echo $?',
     '5\n127\n4 same\n127\n2\n',
     0],
    [': & disown; disown 2>/dev/null; echo $?; disown %4 2>/dev/null; echo $?; : & : & disown -a; jobs; wait; echo $'
     '?; disown -Q 2>/dev/null; echo $?',
     '1\n1\n0\n2\n',
     0],
]
