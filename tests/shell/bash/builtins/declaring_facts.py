"""Scripts, their output and status, from bash 5.2. Run by test_declaring.py."""

CASES = [
    ['declare -i n=5; n+=3; echo $n; n="2*3"; echo $n; declare +i n; n=1+1; echo $n; declare -p n',
     '8\n6\n1+1\ndeclare -- n="1+1"\n',
     0],
    ['declare -u U=abc; declare -l L=ABC; declare -c C=abc; echo $U $L $C; U+=def; echo $U; declare -p U L C',
     'ABC abc Abc\nABCDEF\ndeclare -u U="ABCDEF"\ndeclare -l L="abc"\ndeclare -c C="Abc"\n',
     0],
    ['declare -r R=1; (R=2) 2>/dev/null; echo $?; declare -p R; readonly -p | grep " R="; unset R 2>/dev/null; echo $?',
     '1\ndeclare -r R="1"\ndeclare -r R="1"\n1\n',
     0],
    ['declare -a a; declare -p a; a=(); declare -p a; declare -A m; declare -p m; m=(); declare -p m; a[3]=x; declare -p a',
     'declare -a a\ndeclare -a a=()\ndeclare -A m\ndeclare -A m=()\ndeclare -a a=([3]="x")\n',
     0],
    ['declare -a a=(1 "2 3"); declare -a "b=(4 5)"; declare c="(6 7)"; declare "d[2]=8"; declare -p a b c d',
     'declare -a a=([0]="1" [1]="2 3")\ndeclare -a b=([0]="4" [1]="5")\ndeclare -- c="(6 7)"\ndeclare -a d=([2]="8")\n',
     0],
    ['declare -A m=([one]=1 ["two words"]=2 [x$y]=3) n=(k v k2 v2); declare -p m n; declare -A m+=([four]=4); echo $'
     '{#m[@]}; echo "${m[two words]}"',
     'declare -A m=([x]="3" ["two words"]="2" [one]="1" )\ndeclare -A n=([k]="v" [k2]="v2" )\n4\n2\n',
     0],
    ['declare -n ref=target; ref=5; echo $target; declare -p ref; unset ref; echo "[${target-unset}]"; unset -n ref;'
     ' declare -p ref 2>/dev/null; echo $?',
     '5\ndeclare -n ref="target"\n[unset]\n1\n',
     0],
    ['f() { local -n out=$1; out=(x "y z"); out[5]=q; }; f result; declare -p result; g() { declare -n r=$1; r+=1; e'
     'cho ${!r}; }; v=a; g v; echo $v',
     'declare -a result=([0]="x" [1]="y z" [5]="q")\nv\na1\n',
     0],
    ['f() { local -a arr=(1 2); local -A map=([k]=v); local x=1 y; declare z=3; declare -g G=4; echo ${arr[1]} ${map'
     '[k]} $x "[${y-unset}]"; }; f; echo "[$arr][$x][$z][$G]"',
     '2 v 1 [unset]\n[][][][4]\n',
     0],
    ['f() { local x=1; local; }; f; local y 2>/dev/null; echo $?; x=1; f() { local x; echo "[${x-unset}]"; local x=5'
     ' z=$x; echo $z; }; f; echo $x',
     'declare -- x="1"\n1\n[unset]\n\n1\n',
     0],
    ['x=global; f() { local x=f; g; }; g() { unset x; echo $x; x=set; }; f; echo $x; h() { local x=1; unset x; echo '
     '"[${x-unset}]"; }; h',
     'global\nset\n[unset]\n',
     0],
    ['export A=1 B; B=2; env | grep -c "^[AB]="; export -n A; env | grep -c "^A="; declare -x C=3; env | grep ^C=; d'
     'eclare +x C; env | grep -c ^C=; export -p | grep " B="',
     '2\n0\nC=3\n0\ndeclare -x B="2"\n',
     0],
    ['f() { echo "in f"; }; g() { :; }; declare -F; declare -F f; declare -f nope; echo $?; export -f f; declare -F;'
     ' unset -f f; declare -F; f() { :; }; unset f; declare -F f; echo $?',
     'declare -f f\ndeclare -f g\nf\n1\ndeclare -fx f\ndeclare -f g\ndeclare -f g\n1\n',
     0],
    ['a=(1 2 3); unset "a[1]"; declare -p a; unset "a[-1]"; declare -p a; declare -A m=([x]=1 [y]=2); unset "m[x]"; '
     'declare -p m; unset a m; echo ${#a[@]}${#m[@]}; unset 1x 2>/dev/null; echo $?',
     'declare -a a=([0]="1" [2]="3")\ndeclare -a a=([0]="1")\ndeclare -A m=([y]="2" )\n00\n0\n',
     0],
    ['declare -A m; declare -a m 2>/dev/null; echo $?; declare -a a; declare -A a 2>/dev/null; echo $?; declare -Q 2'
     '>/dev/null; echo $?; declare 1x 2>/dev/null; echo $?; declare -p nope 2>/dev/null; echo $?',
     '1\n1\n2\n1\n1\n',
     0],
    ['declare -ia n=(1+1 2*3); n[0]+=5; n+=(7-1); declare -p n; declare -ua u=(a b); u+=(c); declare -p u; declare -'
     'aA q 2>/dev/null; echo $?',
     'declare -ai n=([0]="7" [1]="6" [2]="6")\ndeclare -au u=([0]="A" [1]="B" [2]="C")\n1\n',
     0],
    ['x=1; declare -x x; declare -p x; declare -xr x; declare -p x; y=5; declare -a y; declare -p y; y[2]=6; echo ${'
     'y[@]}; declare -t t=1; declare -p t',
     'declare -x x="1"\ndeclare -rx x="1"\ndeclare -a y=([0]="5")\n5 6\ndeclare -t t="1"\n',
     0],
    ['n=foo; declare "$n=bar"; echo $foo; declare "${n}_x=1" b=2; echo $foo_x $b; typeset q=1; echo $q; v="a b"; dec'
     'lare w=$v; echo "$w"',
     'bar\n1 2\n1\na b\n',
     0],
]
