"""Functions, and how bash 5.2 prints them. Run by test_printer.py."""

from __future__ import annotations

CASES = [
    [
        'f() { echo a; echo "b c"   \'d\'; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    echo a;\n'
            '    echo "b c" \'d\'\n'
            '}\n'
        ),
    ],
    [
        'f() { if a; then b; elif c; then d; else e; fi; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    if a; then\n'
            '        b;\n'
            '    else\n'
            '        if c; then\n'
            '            d;\n'
            '        else\n'
            '            e;\n'
            '        fi;\n'
            '    fi\n'
            '}\n'
        ),
    ],
    [
        (
            'f() { for i in 1 2   3; do echo $i; done; for x; do :; done; for ((i=0;i<3;i++)); do echo; break; done; for (('
            ';;)) { echo; }; }; declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            '    for i in 1 2 3;\n'
            '    do\n'
            '        echo $i;\n'
            '    done;\n'
            '    for x in "$@";\n'
            '    do\n'
            '        :;\n'
            '    done;\n'
            '    for ((i=0; i<3; i++))\n'
            '    do\n'
            '        echo;\n'
            '        break;\n'
            '    done;\n'
            '    for ((1; 1; 1))\n'
            '    do\n'
            '        echo;\n'
            '    done\n'
            '}\n'
        ),
    ],
    [
        (
            'f() { while read -r l; do echo "$l"; done < file; until false; do :; done; select x in a b; do echo; done; }; '
            'type f'
        ),
        (
            'f is a function\n'
            'f () \n'
            '{ \n'
            '    while read -r l; do\n'
            '        echo "$l";\n'
            '    done < file;\n'
            '    until false; do\n'
            '        :;\n'
            '    done;\n'
            '    select x in a b;\n'
            '    do\n'
            '        echo;\n'
            '    done\n'
            '}\n'
        ),
    ],
    [
        'f() { case $1 in a|b) echo 1;; (c) ;; d) echo 2;& e) x;;& *) y; z;; esac; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    case $1 in \n'
            '        a | b)\n'
            '            echo 1\n'
            '        ;;\n'
            '        c)\n'
            '\n'
            '        ;;\n'
            '        d)\n'
            '            echo 2\n'
            '        ;&\n'
            '        e)\n'
            '            x\n'
            '        ;;&\n'
            '        *)\n'
            '            y;\n'
            '            z\n'
            '        ;;\n'
            '    esac\n'
            '}\n'
        ),
    ],
    [
        'f() { a && b || c; a | b | c; ! d; time e; a & b; c & }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    a && b || c;\n'
            '    a | b | c;\n'
            '    ! d;\n'
            '    time e;\n'
            '    a & b;\n'
            '    c &\n'
            '}\n'
        ),
    ],
    [
        (
            'f() { cat <<EOF; echo x; }\n'
            'hello $x\n'
            'EOF\n'
            'declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            '    cat <<EOF\n'
            'hello $x\n'
            'EOF\n'
            '\n'
            '    echo x\n'
            '}\n'
        ),
    ],
    [
        (
            "f() { cat <<-'EOF' | grep x && echo y\n"
            '\thello $x\n'
            '\tEOF\n'
            'echo z\n'
            '}\n'
            'declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            "    cat <<-'EOF' |\n"
            'hello $x\n'
            'EOF\n'
            '  grep x && echo y\n'
            '    echo z\n'
            '}\n'
        ),
    ],
    [
        'f() { ( cd x; ls ); { a; b; } > out 2>&1; (( x = 1 )); [[ -f x && $a == b* ]]; (x); }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    ( cd x;\n'
            '    ls );\n'
            '    { \n'
            '        a;\n'
            '        b\n'
            '    } > out 2>&1;\n'
            '    (( x = 1 ));\n'
            '    [[ -f x && $a == b* ]];\n'
            '    ( x )\n'
            '}\n'
        ),
    ],
    [
        'f() { local a=1 b=(1 2) c; declare -A m=([a]=1); x=1 y=2 cmd arg; a[1]=2; b+=x; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    local a=1 b=(1 2) c;\n'
            '    declare -A m=([a]=1);\n'
            '    x=1 y=2 cmd arg;\n'
            '    a[1]=2;\n'
            '    b+=x\n'
            '}\n'
        ),
    ],
    [
        'f() { g() { echo in; }; function h { echo x; }; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    function g () \n'
            '    { \n'
            '        echo in\n'
            '    };\n'
            '    function h () \n'
            '    { \n'
            '        echo x\n'
            '    }\n'
            '}\n'
        ),
    ],
    [
        'f() ( echo sub; echo b ); declare -f f',
        (
            'f () \n'
            '{ \n'
            '    ( echo sub;\n'
            '    echo b )\n'
            '}\n'
        ),
    ],
    [
        'f() { echo a > x 2>> y < z >&2 2>&1 3<&0 4>&- <&- &> all &>> all >| c <> d <<< "s"; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    echo a > x 2>> y < z 1>&2 2>&1 3<&0 4>&- 0>&- &> all &>> all >| c 0<> d <<< "s"\n'
            '}\n'
        ),
    ],
    [
        'f() { echo; } > out 2>&1; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    echo\n'
            '} > out 2>&1\n'
        ),
    ],
    [
        (
            'f() { x=$(echo a | tr a b); y=`date`; z=$((1 + 2)); echo "${x:-"d e"}" ${#x} {a,b} ~/x *.c \\\n'
            '  more; }; declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            '    x=$(echo a | tr a b);\n'
            '    y=`date`;\n'
            '    z=$((1 + 2));\n'
            '    echo "${x:-"d e"}" ${#x} {a,b} ~/x *.c more\n'
            '}\n'
        ),
    ],
    [
        (
            'f() {\n'
            '  # comment\n'
            '  if [ "$1" = x ]; then\n'
            '    echo 1\n'
            '    # c2\n'
            '    return 1\n'
            '  fi\n'
            '\n'
            '  while :; do\n'
            '    case "$1" in\n'
            '      -h|--help)\n'
            '        usage\n'
            '        exit 0\n'
            '        ;;\n'
            '      *)\n'
            '        break\n'
            '    esac\n'
            '  done\n'
            '}\n'
            'type f; declare -f f | head -3'
        ),
        (
            'f is a function\n'
            'f () \n'
            '{ \n'
            '    if [ "$1" = x ]; then\n'
            '        echo 1;\n'
            '        return 1;\n'
            '    fi;\n'
            '    while :; do\n'
            '        case "$1" in \n'
            '            -h | --help)\n'
            '                usage;\n'
            '                exit 0\n'
            '            ;;\n'
            '            *)\n'
            '                break\n'
            '            ;;\n'
            '        esac;\n'
            '    done\n'
            '}\n'
            'f () \n'
            '{ \n'
            '    if [ "$1" = x ]; then\n'
        ),
    ],
    [
        'f() { coproc X { a; }; coproc a b; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    coproc X { \n'
            '        a\n'
            '    };\n'
            '    coproc COPROC a b\n'
            '}\n'
        ),
    ],
    [
        'f() { a; b & c; d & }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    a;\n'
            '    b & c;\n'
            '    d &\n'
            '}\n'
        ),
    ],
    [
        'f() { if a; then b & fi; while a & do b & done; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    if a; then\n'
            '        b &\n'
            '    fi;\n'
            '    while a & do\n'
            '        b &\n'
            '    done\n'
            '}\n'
        ),
    ],
    [
        'f() { exec {fd}>x; echo {fd}>&-; cat 0< x 1> y 2> z; a 3> b; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    exec {fd}> x;\n'
            '    echo {fd}>&-;\n'
            '    cat < x > y 2> z;\n'
            '    a 3> b\n'
            '}\n'
        ),
    ],
    [
        'f() if a; then b; fi; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    if a; then\n'
            '        b;\n'
            '    fi\n'
            '}\n'
        ),
    ],
    [
        (
            'f() { cat <<A <<B; echo; }\n'
            '1\n'
            'A\n'
            '2\n'
            'B\n'
            'declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            '    cat <<A <<B\n'
            '1\n'
            'A\n'
            '2\n'
            'B\n'
            '\n'
            '    echo\n'
            '}\n'
        ),
    ],
    [
        (
            'f() { if cat <<A; then echo; fi; }\n'
            '1\n'
            'A\n'
            'declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            '    if cat <<A\n'
            '1\n'
            'A\n'
            ' then\n'
            '        echo;\n'
            '    fi\n'
            '}\n'
        ),
    ],
    [
        'f() { a |& b; a 2>&1 | c; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    a 2>&1 | b;\n'
            '    a 2>&1 | c\n'
            '}\n'
        ),
    ],
    [
        'f() { { a; }; ( ( b ) ); ! { c; } ; time -p { d; }; }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    { \n'
            '        a\n'
            '    };\n'
            '    ( ( b ) );\n'
            '    ! { \n'
            '        c\n'
            '    };\n'
            '    time -p { \n'
            '        d\n'
            '    }\n'
            '}\n'
        ),
    ],
    [
        'f() { [[ a == b || ! ( c -lt d ) ]] && ((a++)); }; declare -f f',
        (
            'f () \n'
            '{ \n'
            '    [[ a == b || ! ( c -lt d ) ]] && ((a++))\n'
            '}\n'
        ),
    ],
    [
        (
            'f() { while cat <<A\n'
            'x\n'
            'A\n'
            'do echo; done; }\n'
            'declare -f f'
        ),
        (
            'f () \n'
            '{ \n'
            '    while cat <<A\n'
            'x\n'
            'A\n'
            ' do\n'
            '        echo;\n'
            '    done\n'
            '}\n'
        ),
    ],
]
