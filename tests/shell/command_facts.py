"""Commands, redirections, functions, builtins: scripts with their output and status, from dash. Run by test_dash.py."""

CASES = [
    ['echo a:b: | { IFS=: read x y; echo "[$x][$y]"; }; echo a:b:c: | { IFS=: read x y; echo "[$x][$y]"; }; echo a: | { IFS=: read x; echo "[$x]"; };'
     ' echo a:: | { IFS=: read x; echo "[$x]"; }; echo : | { IFS=: read x; echo "[$x]"; }; echo :: | { IFS=: read x y; echo "[$x][$y]"; }',
     '[a][b]\n[a][b:c:]\n[a]\n[a::]\n[]\n[][]\n', 0],
    ['printf \'a b c\\n\' | { read x; echo "[$x]"; }; printf \'a  b  c\\n\' | { read x y; echo "[$x][$y]"; }; printf \'  a\\t b \\n\' | { read x y z;'
     ' echo "[$x][$y][$z]"; }; printf \'a , b , c\\n\' | { IFS=\' ,\' read x y; echo "[$x][$y]"; }; printf \'a , b ,\\n\' | { IFS=\' ,\' read x y;'
     ' echo "[$x][$y]"; }',
     '[a b c]\n[a][b  c]\n[a][b][]\n[a][b , c]\n[a][b]\n', 0],
    ['printf \'x\\\\\\\\y\\n\' | { read x; printf \'%s\\n\' "$x"; }; printf \'x\\\\\\\\y\\n\' | { read -r x; printf \'%s\\n\' "$x"; };'
     ' printf \'\\\\a\\\\b\\n\' | { read x; printf \'%s\\n\' "$x"; }; printf \'end\\\\\' | { read x; printf \'%s\\n\' "$x"; }',
     'x\\y\nx\\\\y\nab\nend\n', 0],
    ['printf \'one\\ntwo\' | while read x || [ -n "$x" ]; do echo "<$x>"; done; printf \'\' | { read x; echo "[$x]$?"; }; printf \'\\n\' | { read x;'
     ' echo "[$x]$?"; }',
     '<one>\n<two>\n[]1\n[]0\n', 0],
    ['IFS=; printf \' a b \\n\' | { read x y; echo "[$x][$y]"; }; unset IFS; printf \' a b \\n\' | { read x y; echo "[$x][$y]"; }', '[ a b ][]\n[a][b]\n', 0],
    ['false; a=``; echo $?; false; a=$(); echo $?; false; $(); echo $?; echo $(exit 6) $?; x=$(exit 3) y=$?; echo $? $y; case $(exit 3) in x) ;; esac;'
     ' echo $?; for i in $(exit 3); do :; done; echo $?; : $(exit 4); echo $?; echo $(false; echo $?)',
     '0\n0\n0\n0\n3 0\n0\n0\n0\n1\n', 0],
    ['set -e; f() { false; echo in; }; ! f; echo on; if ! f; then echo t; fi; ! (f; false); echo on2; ! { false; echo x; }; ! false | false; echo on3; f;'
     ' echo never',
     'in\non\nin\nin\non2\nx\non3\n', 1],
    ['""; echo $?; x=; "$x" 2>/dev/null; echo $?; \'\' || echo or', '127\n127\nor\n', 0],
    ['set -e; x=$(false) || true; y=$(exit 3) && echo no; echo ${z:-$(false)}; echo on; : $(false); echo on2; z=$(false); echo never', '\non\non2\n', 1],
    ['false; a=``; echo $?; false; a=$(); echo $?; false; $(); echo $?; true; $(exit 3); echo $?; false; a=$(exit 4) b=$(true); echo $?; a=1; echo $?;'
     ' false; a=2; echo $?',
     '0\n0\n0\n3\n0\n0\n0\n', 0],
    ['""; echo $?; \'\'; echo $?; x=; $x; echo $?; "$x"; echo $?; $x echo hi', '127\n127\n0\n127\nhi\n', 0],
    ['echo LOST >&9; echo $?; echo a 3>&1 >&3; echo $?; { echo x >&4; } 2>/dev/null; echo $?', '2\na\n0\n2\n', 0],
    ['echo a >nosuch/f; echo $?; cat < nosuch; echo $?; { echo b; } > nosuch/f; echo $?; (echo c) >nosuch/f; echo $?; f() { :; }; f >nosuch/f; echo $?',
     '2\n2\n2\n2\n2\n', 0],
    ['if true; then :; fi > nosuch/f; echo $?; while false; do :; done < nosuch; echo $?; for i in 1; do echo $i; done > nosuch/x; echo $?', '2\n2\n2\n', 0],
    ['exec 5<>rw; echo hello >&5; exec 5>&-; cat rw; exec 6<rw; read a <&6; echo $a; exec 6<&-; read b <&6; echo $?', 'hello\nhello\n2\n', 0],
    ['echo one > f; echo two 1<>f; cat f; set -C; echo x > f; echo $?; echo y >| f; cat f; set +C; echo z > f; cat f; set -C; echo q >> f; cat f;'
     ' : > newf; echo $?',
     'two\n2\ny\nz\nz\nq\n0\n', 0],
    ['cat <<A 4<<B; cat <&4', '', 2],
    ['a', '', 127],
    ['A', '', 127],
    ['echo a | { read x; echo "$x"; cat; }; printf \'1\\n2\\n3\\n\' | { read x; read y; echo $y $x; cat; }', 'a\n2 1\n3\n', 0],
    ['f() { echo "$@"; }; f a "b c" \'d\'; f "$*"; f; set -- 1 2; f "$@" "$@"; f x"$@"y; f "$@"; shift; f "$@"; shift; f "$@" end',
     'a b c d\n\n\n1 2 1 2\nx1 2y\n1 2\n2\nend\n', 0],
    ['f() { set -- x; echo $1; }; set -- a; f; echo $1; f() { shift; echo $#; }; f 1 2 3; echo $#', 'x\na\n2\n1\n', 0],
    ['f() { f2() { echo inner; }; }; f; f2; f() { unset -f f; echo once; }; f; f 2>/dev/null; echo $?', 'inner\nonce\n127\n', 0],
    ['f() { x=1; local y=2; z=$y; }; f; echo "$x$y$z"; f() (x=5); f; echo $x; g() { return $1; }; g 5; echo $?; g 0 && echo ok', '12\n1\n5\nok\n', 0],
    ['f() for i in 1 2; do echo $i; done; f; g() if true; then echo t; fi; g; h() { echo h; } > hf; h; cat hf; k() case $1 in a) echo A;; esac; k a',
     '1\n2\nt\nh\nA\n', 0],
    ['while read a b; do echo "$b-$a"; done <<E', '', 0],
    ['i=0; while [ $i -lt 5 ]; do i=$((i+1)); case $i in 2) continue;; 4) break;; esac; echo $i; done; echo end $i', '1\n3\nend 4\n', 0],
    ['for i in a b c; do for j in 1 2 3; do [ $j = 2 ] && continue 2; echo $i$j; done; done; while true; do while true; do break 2; done; echo no; done;'
     ' echo out',
     'a1\nb1\nc1\nout\n', 0],
    ['case x in x) ;; esac; echo $?; false; case y in x) ;; esac; echo $?; case "" in "") echo e;; esac; case a in a|b|c) echo abc;; esac;'
     ' case a in (a) echo p;; esac',
     '0\n0\ne\nabc\np\n', 0],
    ['true & wait $!; echo $?; (exit 7) & wait $!; echo $?; sleep 0 & wait; echo $?; wait 99999; echo $?', '0\n7\n0\n127\n', 0],
    ['(echo a; exit 3; echo b); echo $?; (false); echo $?; { (exit 4); }; echo $?; x=$(exit 5); echo $? "$x"; echo $(exit 6) $?', 'a\n3\n1\n4\n5 \n0\n', 0],
    ['echo "a', '', 2],
    ['b" \'c', '', 2],
    ["d' e\\", '', 2],
    ['f; echo "x\\', '', 2],
    ['y"; echo \'p\\', '', 2],
    ["q'", '', 2],
    ['echo "$((1+1))" "$(echo "in $((2+2)) $(echo "deep \\"q\\" \'r\'")")" `echo "b \\`echo c\\`"`', '2 in 4 deep "q" \'r\' b c\n', 0],
    ['echo $# $* "$*" "$@" $0 | sed \'s/sh$//\'; set -- ; echo "[$*]" "[$@]" $#; set -- \'\'; echo "[$*]" $#', '0  \n[] [] 0\n[] 1\n', 0],
    ['echo ${x:-a}${x:-b} ${x:=v}$x; unset x; echo ${x+set} ${x-unset}; x=; echo "${x+set}" "${x:+set}" "${x-unset}" "${x:-null}"',
     'ab vv\nunset\nset   null\n', 0],
    ['x=1; readonly x; (x=2; echo no) 2>/dev/null; echo $?; (unset x; echo no) 2>/dev/null; echo $?; (export x=3; echo no) 2>/dev/null; echo $?;'
     ' (read x </dev/null; echo $?) 2>/dev/null; (for x in 1; do :; done; echo no) 2>/dev/null; echo $?',
     '2\n2\n2\n2\n2\n', 0],
    ['umask 022; umask; umask -S; umask 077; umask; (umask 0); umask; umask u=rw,g=r,o=; umask', '0022\nu=rwx,g=rx,o=rx\n0077\n0077\n0137\n', 0],
    ["trap 'echo bye; exit 3' EXIT; echo hi; exit 5", 'hi\nbye\n', 3],
    ["trap 'echo $?' EXIT; false", '1\n', 1],
    ["trap 'echo a' EXIT; (echo sub); trap; trap - EXIT; trap", "sub\ntrap -- 'echo a' EXIT\n", 0],
    ["set -e; trap 'echo exit $?' EXIT; false; echo no", 'exit 1\n', 1],
    ['set -e; if false; then :; fi; false || :; ! true; (false) || echo c; { false; echo d; } || echo e; echo f; x=$(false); echo g', 'c\nd\nf\n', 1],
    ['set -e; f() { false; echo in; }; f || echo never; f && echo and; ! f; f; echo no', 'in\nin\nand\nin\n', 1],
    ['set -eu; x=${y:-d}; echo $x; echo ${#x}; : ${z:=5}; echo $z; echo $nope; echo no', 'd\n1\n5\n', 2],
    ['set -x; echo a "b c" 2>/dev/null; x=1; set +x; echo done', 'a b c\ndone\n', 0],
    ['set -v 2>/dev/null; echo v; set +v; set -f; echo *; set +f; set -n 2>/dev/null; echo never', 'v\n*\n', 0],
    ["eval; echo $?; eval ''; echo $?; eval 'exit 3'; echo no", '0\n0\n', 3],
    ['eval \'for i in 1 2\' \'; do echo $i; done\'; eval "x=\'a b\'"; echo "$x"; eval x=\\$x; echo "$x"; eval \'f() { echo f; }\'; f;'
     ' eval "echo \\"\\$x\\""',
     '1\n2\na b\na b\nf\na b\n', 0],
    ['exec true; echo no', '', 0],
    ['exec nosuchcmd 2>/dev/null; echo no', '', 127],
    ['(exec nosuchcmd) 2>/dev/null; echo $?; (exec /) 2>/dev/null; echo $?; nosuch 2>/dev/null; echo $?; / 2>/dev/null; echo $?; ./nosuch 2>/dev/null;'
     " echo $?; echo '#' > ne; ./ne 2>/dev/null; echo $?",
     '127\n126\n127\n126\n127\n126\n', 0],
    ["echo 'echo sourced $1 $#; return 3; echo no' > s; . ./s; echo $?; set -- p q; . ./s; echo $? $1", 'sourced 0\n3\nsourced p 2\n3 p\n', 0],
    ["echo 'x=5; cd /' > s; (. ./s; echo $x $PWD); . ./s; echo $x $PWD", '5 /\n5 /\n', 0],
    ['printf \'%s\\n\' a b | while read x; do echo "<$x>"; done; printf \'no newline\' | while read x; do echo "$x"; done;'
     ' printf \'no newline\' | { read x; echo "$? $x"; }',
     '<a>\n<b>\n1 no newline\n', 0],
    ['read x <<E; echo "[$x]"', '[]\n', 0],
    ['echo \' a  b  c \' | { read x y; echo "[$x][$y]"; }; echo \'a,b,,c\' | { IFS=, read x y z; echo "[$x][$y][$z]"; }; echo \'a b\' | { IFS= read x;'
     ' echo "[$x]"; }; echo \',a,\' | { IFS=, read x y; echo "[$x][$y]"; }',
     '[a][b  c]\n[a][b][,c]\n[a b]\n[][a]\n', 0],
    ['echo a:b: | { IFS=: read x y; echo "[$x][$y]"; }; echo a:b:c: | { IFS=: read x y; echo "[$x][$y]"; }; echo \'a : b\' | { IFS=\' :\' read x y;'
     ' echo "[$x][$y]"; }; echo \'  x  \' | { read y; echo "[$y]"; }; echo | { read x y; echo "[$x][$y]$?"; }',
     '[a][b]\n[a][b:c:]\n[a][b]\n[x]\n[][]0\n', 0],
    ['IFS=\' \'; set -- a b; echo "$*"; IFS=; echo "$*"; IFS=12; echo "$*"; unset IFS; echo "$*"; IFS=$(printf \'\\n\\t\'); x=\'a b\'; set -- $x; echo $#',
     'a b\nab\na1b\na b\n1\n', 0],
    ['x=\'a:b\'; IFS=:; echo $x; echo "$x"; y=$x; echo "$y"; for i in $x; do echo $i; done; case $x in a:b) echo m;; esac; echo ${x#a:}; set -- ${x};'
     ' echo $#',
     'a b\na:b\na:b\na\nb\nm\nb\n2\n', 0],
    ['x=\'  lead\'; echo $x; echo "$x"; set -- $x; echo "[$1]"; x=\'trail  \'; set -- $x"q"; echo $#; x=\'a  \'; set -- "$x"$x; echo "[$1]"',
     'lead\n  lead\n[lead]\n2\n[a  a]\n', 0],
    ['x=$(printf \'a b\\nc\'); echo $x; echo "$x"; set -- $x; echo $#; for i in $(echo 1 2; echo 3); do echo $i; done; set -- $(echo); echo $#;'
     ' set -- "$(echo)"; echo $#',
     'a b c\na b\nc\n3\n1\n2\n3\n0\n1\n', 0],
    ['x=~; y="~"; z=\\~; echo $x $y $z ~/a "~/a" a~ ~a/b 2>/dev/null | sed "s,$HOME,H,g"; PATH=~/bin:$PATH; case $PATH in "$HOME"/bin:*) echo ok;; esac',
     'H ~ ~ H/a ~/a a~ ~a/b\nok\n', 0],
    ['[ 1 -lt 2 -a 2 -lt 3 ]; echo $?; [ a \\< b ]; echo $?; [ -e . -a -d . ]; echo $?; [ ! -e x -a ! -e y ]; echo $?; [ -z "$nope" -o "$nope" = x ];'
     ' echo $?; [ "(" = "(" ]; echo $?; [ ! "(" = ")" ]; echo $?; [ -t 0 ]; echo $?; [ a 2>/dev/null; echo $?',
     '0\n0\n0\n0\n0\n0\n0\n1\n2\n', 0],
]
