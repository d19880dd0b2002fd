"""Scripts, their output and status, from bash 5.2. Run by test_tracing.py."""

CASES = [
    ["trap 'echo ERR $?' ERR; false; true; if false; then :; fi; false || true; ! true; f() { false; }; f; (exit 4);"
     ' echo $(false); while false; do :; done; false && true; echo end',
     'ERR 1\nERR 1\nERR 4\n\nend\n',
     0],
    ["set -e; trap 'echo err at $LINENO' ERR\ntrue\nfalse\necho never",
     'err at 3\n',
     1],
    ["trap 'echo err' ERR; f() { false; true; }; f; set -E; f; (false; true); x=$(false; true)",
     'err\nerr\n',
     0],
    ['trap \'echo "dbg: $BASH_COMMAND"\' DEBUG; x=1; echo $x; for i in a b; do :; done; [[ -n a ]]; ((1)); f() { :; };'
     ' f; trap - DEBUG; echo off',
     'dbg: x=1\ndbg: echo $x\n1\ndbg: for i in a b\ndbg: :\ndbg: for i in a b\ndbg: :\ndbg: [[ -n a ]]\ndbg: ((1))\ndbg: f\ndb'
     'g: trap - DEBUG\noff\n',
     0],
    ["trap 'echo ret' RETURN; f() { echo in; }; f; set -T; f; trap - RETURN; f; g() { trap 'echo g' RETURN; return 2"
     '; }; g; echo $?',
     'in\nin\nret\nin\ng\n2\n',
     0],
    ["trap 'echo x' EXIT INT ERR; trap; trap -p INT; trap -p ERR DEBUG; trap - ERR INT; trap; trap x NOPE 2>/dev/nul"
     "l; echo $?; trap -Q 2>/dev/null; echo $?; trap '' USR1; trap -p USR1; trap 2 EXIT 2>/dev/null; echo $?",
     "trap -- 'echo x' EXIT\ntrap -- 'echo x' SIGINT\ntrap -- 'echo x' ERR\ntrap -- 'echo x' SIGINT\ntrap -- 'echo x' ER"
     "R\ntrap -- 'echo x' EXIT\n1\n2\ntrap -- '' SIGUSR1\n0\n",
     0],
    ['f() { caller; caller 0; caller 5; echo $?; }; f; caller; echo $?; g() {\nf\n}\ng; h() { echo ${FUNCNAME[@]} ${#BA'
     'SH_LINENO[@]}; }; h; k() { h; }; k; echo "[$FUNCNAME]"',
     '1 NULL\n1\n1\n2 environment\n2 g environment\n1\nh 1\nh k 2\n[]\n',
     0],
]
