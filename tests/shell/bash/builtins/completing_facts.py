"""completing in bash 5.2: [script, output, status]."""

CASES = [
    ['compgen -W \'one two three "a b" $HOME\' t; compgen -W \'x y\' z; echo $?', 'two\nthree\n1\n', 0],
    [
        'f1() { COMPREPLY=(aa ab "$2" "$3"); }; compgen -A function; compgen -F f1 a; compgen -b | '
        'head -5; compgen -k',
        'f1\naa\nab\na\n\n.\n:\n[\nalias\nbg\nif\nthen\nelse\nelif\nfi\ncase\nesac\nfor\nselect\nwhile\nuntil\ndo\ndone\ni'
        'n\nfunction\ntime\n{\n}\n!\n[[\n]]\ncoproc\n',
        0,
    ],
    [
        'compgen -A signal SIGI; compgen -A shopt dot; compgen -A setopt no; compgen -v RAND; compg'
        'en -A helptopic cd',
        'SIGINT\nSIGILL\nSIGIO\ndotglob\nnoclobber\nnoexec\nnoglob\nnolog\nnotify\nnounset\nRANDOM\ncd\n',
        0,
    ],
    [
        "compgen -P '<' -S '>' -W 'a ab b' a; compgen -X 'a*' -W 'ab ba'; compgen -X '!a*' -W 'ab b"
        "a'; IFS=: ; compgen -W 'a b:c d'",
        '<a>\n<ab>\nba\nab\na b\nc d\n',
        0,
    ],
    ["compgen -A zz; echo $?; compgen -Z; echo $?; compgen -C 'echo' x", '2\n2\ncompgen x \n', 0],
    [
        "complete -W 'start stop' svc; complete -F f1 -o nospace tool; complete -o default -A file "
        "-X '!*.txt' -P p -S s ed; complete -D -F _def; complete -p | sort; complete -p svc; comple"
        'te -r svc; complete -p svc; echo $?',
        "complete -F _def -D\ncomplete -W 'start stop' svc\ncomplete -o default -f -P 'p' -S 's' -X '"
        "!*.txt' ed\ncomplete -o nospace -F f1 tool\ncomplete -W 'start stop' svc\n1\n",
        0,
    ],
    [
        'complete -F f1 -o nospace tool; compopt -o filenames tool; complete -p tool; compopt +o no'
        'space tool; complete -p tool; compopt -o nospace; echo $?',
        'complete -o filenames -o nospace -F f1 tool\ncomplete -o filenames -F f1 tool\n1\n',
        0,
    ],
    [
        "complete -C cmd -G '*.x' q; complete -p q; complete -cf sudo; complete -p sudo; complete -"
        'A hostname -u ssh; complete -p ssh; complete -r; complete -p; complete -o bad x; echo $?',
        "complete -G '*.x' -C 'cmd' q\ncomplete -c -f sudo\ncomplete -u -A hostname ssh\n2\n",
        0,
    ],
]
