"""Scripts, their output and status, from bash 5.2. Run by test_printing.py."""

CASES = [
    ['printf -v x "%05d" 42; echo $x; printf -v a[2] %s q; declare -p a; declare -A m; printf -v "m[k]" "%s-" 1 2; e'
     'cho ${m[k]}; printf -v 1x y 2>/dev/null; echo $?; printf -vy z; echo $y',
     '00042\ndeclare -a a=([2]="q")\n1-2-\n2\nz\n',
     0],
    ['printf "%q " "a b" "" "~a" "a~" "a#" "#b" "a=b" "x:y" "a,b" "it\'s" "\\$x" "a;b" "*" "a\\\\b" "{x}" "!" "a@b" "a^b'
     '" $\'t\\tn\\n\' $\'\\e\'; echo; printf "%5q|%-6q|\\n" a "b c"',
     "a\\ b '' \\~a a~ a# \\#b a=b x:y a\\,b it\\'s \\$x a\\;b \\* a\\\\b \\{x\\} \\! a@b a\\^b $'t\\tn\\n' $'\\E' \n    a|b\\ c  |\n",
     0],
    ['printf "%(%Y-%m-%d %H:%M:%S)T\\n" 0; printf "%(%s)T %(%d)T\\n" 86400 0; printf "[%12(%F)T]\\n" 0; printf "%(%Y)T\\'
     'n" -1 | grep -c "^20"; printf "%(%s)T\\n" | grep -c "^[0-9]*$"',
     '1970-01-01 00:00:00\n86400 01\n[  1970-01-01]\n1\n1\n',
     0],
    ['printf "%s\\n" a b; printf "%d %s|" 1 x 2; echo; printf 2>/dev/null; echo $?; printf -Q x 2>/dev/null; echo $?;'
     ' printf "%d\\n" zz 2>/dev/null; echo $?; printf -- "-%s\\n" x',
     'a\nb\n1 x|2 |\n2\n2\n0\n1\n-x\n',
     0],
]
