"""coproc in bash 5.2: [script, output, status]."""

CASES = [
    [
        'coproc cat; echo hi >&${COPROC[1]}; read -r x <&${COPROC[0]}; echo "$x" ${#COPROC[@]}; [[ '
        '-n $COPROC_PID ]] && echo pid; exec {COPROC[1]}>&-; wait $COPROC_PID; echo $?',
        'hi 2\npid\n0\n',
        0,
    ],
    [
        'coproc BC { while read -r a; do echo $((a*2)); done; }; for i in 1 2 3; do echo $i >&"${BC'
        '[1]}"; read -u ${BC[0]} r; echo $r; done',
        '2\n4\n6\n',
        0,
    ],
    [
        'coproc UP (tr a-z A-Z); echo abc >&${UP[1]}; eval "exec ${UP[1]}>&-"; cat <&${UP[0]}; wait'
        '; echo done',
        'ABC\ndone\n',
        0,
    ],
    ['coproc true; wait $!; echo $?; type coproc', '0\ncoproc is a shell keyword\n', 0],
    ['coproc X if true; then echo y; fi; read -u ${X[0]} z; echo $z', 'y\n', 0],
]
