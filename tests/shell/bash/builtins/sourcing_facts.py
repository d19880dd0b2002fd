"""Scripts, their output and status, from bash 5.2. Run by test_sourcing.py."""

CASES = [
    ['echo \'echo "${BASH_SOURCE[0]} ${FUNCNAME[0]} $# $1"; x=5; return 3; echo no\' > f.sh; . ./f.sh a b; echo $? $x;'
     ' set -- p; source f.sh; echo $?; . ./nope 2>/dev/null; echo $?; . 2>/dev/null; echo $?; trap "echo ret" RETURN'
     '; . ./f.sh',
     './f.sh  2 a\n3 5\nf.sh  1 p\n3\n1\n2\n./f.sh  1 p\nret\n',
     3],
    ['let a=5 b=a*2; echo $a $b $?; let c=0; echo $?; let 2>/dev/null; echo $?; let "x = 1 + 2" x++; echo $x; let "1'
     '/0" 2>/dev/null; echo $?; let a[3]=4; echo ${a[3]}',
     '5 10 0\n1\n1\n4\n1\n4\n',
     0],
    ['echo "f() { echo \\${BASH_SOURCE[0]} \\${BASH_SOURCE[1]}; }" > lib.sh; . ./lib.sh; f; echo "false" > e.sh; . ./e'
     '.sh; echo $?; echo "echo \\$LINENO" > l.sh; . ./l.sh; mkdir d; . ./d 2>/dev/null; echo $?',
     './lib.sh\n1\n1\n1\n',
     0],
]
