"""Scripts, their output and status, from bash 5.2. Run by test_scripts.py."""

CASES = [
    ['a=(1 "2 3" 4); for i in "${a[@]}"; do echo "<$i>"; done; echo "${a[*]}" ${#a[@]} ${!a[@]}',
     '<1>\n<2 3>\n<4>\n1 2 3 4 3 0 1 2\n',
     0],
    ['a=(x y z); a+=(w); a[10]=q; echo "${a[@]}" "${!a[@]}" ${#a[@]} ${a[-1]}; unset \'a[1]\'; echo "${a[@]}" "${!a[@]'
     '}"; unset a; echo "[${a[@]}]" ${#a[@]}',
     'x y z w q 0 1 2 3 10 5 q\nx z w q 0 2 3 10\n[] 0\n',
     0],
    ['a=([5]=five [2]=two three); declare -p a; a[1+1]=TWO; echo ${a[2]}; i=5; echo ${a[i]} ${a[$i]} ${a[i-3]}',
     'declare -a a=([2]="two" [3]="three" [5]="five")\nTWO\nfive five TWO\n',
     0],
    ['declare -A m=([one]=1 [two]=2 [three]="3 3"); echo "${m[one]} ${m["three"]}"; for k in "${!m[@]}"; do echo "$k'
     '=${m[$k]}"; done; echo ${#m[@]}; unset \'m[one]\'; echo ${#m[@]}; [[ -v m[two] ]] && echo has; [[ -v m[nine] ]] '
     '|| echo hasnt',
     '1 3 3\ntwo=2\nthree=3 3\none=1\n3\n2\nhas\nhasnt\n',
     0],
    ['a=(1 2 3 4 5); echo ${a[@]:1:2} "${a[@]:2}" ${a[@]: -2} ${a[@]:0:1}; echo ${a[@]/2/x} ${a[@]#1} ${a[*]%5}',
     '2 3 3 4 5 4 5 1\n1 x 3 4 5 2 3 4 5 1 2 3 4\n',
     0],
    ['a=(); echo "${a[@]}" "${#a[@]}"; f() { echo $#; }; f "${a[@]}"; f "${a[*]}"; f ${a[@]}; f "${a[@]:-d}"; f x"${a[@]}"y',
     '0\n0\n1\n0\n1\n1\n',
     0],
    ['IFS=,; a=(1 2 3); echo "${a[*]}"; x="${a[*]}"; echo "$x"; x="${a[@]}"; echo "$x"; x=${a[*]}; echo "$x"; x=${a['
     '@]}; echo "$x"',
     '1,2,3\n1,2,3\n1 2 3\n1,2,3\n1 2 3\n',
     0],
    ['x="hello world"; [[ $x == hello* ]] && echo 1; [[ $x == "hello*" ]] || echo 2; [[ $x != foo && ( -n $x || -z $'
     'x ) ]] && echo 3; [[ a < b ]] && echo 4; [[ ! -f /nope ]] && echo 5',
     '1\n2\n3\n4\n5\n',
     0],
    ['[[ 5 -gt 3 && 2 -le 2 ]] && echo ok; x=7; [[ x -eq 7 ]] && echo expr; [[ 1+1 -eq 2 ]] && echo arith; [[ -v x ]'
     '] && echo set; [[ -v nope ]] || echo unset; [[ -o errexit ]] || echo off',
     'ok\nexpr\narith\nset\nunset\noff\n',
     0],
    ['((x=5+3)); echo $x $?; ((0)); echo $?; ((x++)); echo $x; (( x > 5 && x < 100 )) && echo in; for ((i=0;i<3;i++)'
     '); do echo $i; done; for ((;;)); do break; done; for ((i=0,j=10;i<j;i+=3,j--)) { echo $i $j; }',
     '8 0\n1\n9\nin\n0\n1\n2\n0 10\n3 9\n6 8\n',
     0],
    ['let "a=5" b=a*2; echo $a $b; let c=0; echo $?; echo $((a[2]=5)) ${a[2]} $((a[2]++)) $((a[2])) $((2**8)) $((1?2'
     ':3)) $((x,y=4)) $y',
     '5 10\n1\n5 5 5 6 256 2 4 4\n',
     0],
    ['function f { echo "f $1"; }; f x; function g() { echo g; }; g; function h\n{ echo h; }\nh; function my-func { ec'
     'ho my; }; my-func; function a.b() { echo ab; }; a.b',
     'f x\ng\nh\nmy\nab\n',
     0],
    ['x=hello; echo ${x:1:3} ${x: -3} ${x^} ${x^^} ${x/l/L} ${x//l/L} ${x/#h/J} ${x/%o/O} ${x//[aeiou]/}; y=HELLO; e'
     'cho ${y,} ${y,,} ${x@U} ${y@L} ${x@u} ${x@Q}',
     "ell llo Hello HELLO heLlo heLLo Jello hellO hll\nhELLO hello HELLO hello Hello 'hello'\n",
     0],
    ['x=y; y=z; echo ${!x}; xa=1 xb=2; echo ${!x*} ; echo "${!x@}"; a=(p q); r=\'a[1]\'; echo ${!r}; r=\'a[@]\'; echo ${!r}',
     'z\nx xa xb\nx xa xb\nq\np q\n',
     0],
    ['printf -v x \'%05d\' 42; echo $x; printf \'%q\\n\' "a b\'c" \'\'; printf -v a[2] x; echo ${a[2]}; printf \'%s-%s\\n\' a b'
     " c; printf '%(%Y)T\\n' 0; printf '%b' 'a\\tb\\n'",
     "00042\na\\ b\\'c\n''\nx\na-b\nc-\n1970\na\tb\n",
     0],
    ['shopt -s nullglob; echo *.none x; shopt -u nullglob; echo *.none; shopt -q nullglob; echo $?; shopt nullglob; '
     'shopt -p extglob',
     'x\n*.none\n1\nnullglob       \toff\nshopt -u extglob\n',
     1],
    ['shopt -s extglob\ntouch a.c b.c c.h d.txt; echo !(*.c) ; echo @(a|b).c; echo *.@(c|h); echo +([a-z]).txt; x=aab'
     'bb; echo ${x##+(a)} ${x%%+(b)} ${x//@(a|b)/x}; case foo in @(foo|bar)) echo m;; esac; [[ xx == +(x) ]] && echo'
     ' p',
     'c.h d.txt\na.c b.c\na.c b.c c.h\nd.txt\nbbb aa xxxxx\nm\np\n',
     0],
    ['mkdir -p a/b/c; touch a/1 a/b/2 a/b/c/3; shopt -s globstar; echo **; echo **/*; echo a/**/; echo **/[0-9]',
     'a a/1 a/b a/b/2 a/b/c a/b/c/3\na a/1 a/b a/b/2 a/b/c a/b/c/3\na/ a/b/ a/b/c/\na/1 a/b/2 a/b/c/3\n',
     0],
    ['shopt -s dotglob; touch .h v; echo *; shopt -s nocaseglob; echo V; echo [V]; shopt -s nocasematch; [[ ABC == a'
     'bc ]] && echo nc; case X in x) echo cx;; esac',
     '.h v\nV\nv\nnc\ncx\n',
     0],
    ['f() { local -a arr=(1 2); local -A map=([k]=v); local x=1 y; echo ${arr[1]} ${map[k]} $x "[${y-unset}]"; decla'
     're z=3; }; f; echo "[$arr][$x][$z]"',
     '2 v 1 [unset]\n[][][]\n',
     0],
    ['declare -i n=5; n+=3; echo $n; n="2*3"; echo $n; declare -r R=1; R=2; echo no',
     '8\n6\n',
     1],
    ['declare -u U=abc; declare -l L=ABC; echo $U $L; U+=def; echo $U; declare -x E=1; env | grep ^E=; declare +x E;'
     ' env | grep ^E= || echo gone',
     'ABC abc\nABCDEF\nE=1\ngone\n',
     0],
    ['declare -n ref=target; ref=5; echo $target; f() { local -n r=$1; r=changed; }; v=old; f v; echo $v; declare -n'
     ' arr=list; arr=(1 2); arr+=(3); echo ${list[@]} ${#arr[@]}',
     '5\nchanged\n1 2 3 3\n',
     0],
    ["trap 'echo ERR $?' ERR; false; true; if false; then :; fi; false || true; echo done; f() { false; }; f; (false"
     '); echo $(false)',
     'ERR 1\ndone\nERR 1\nERR 1\n\n',
     0],
    ["set -e; trap 'echo err at $LINENO' ERR\nfalse\necho never",
     'err at 2\n',
     1],
    ["trap 'echo exit' EXIT; trap 'echo ret' RETURN; f() { echo in; }; f; trap; set -T; f",
     "in\ntrap -- 'echo exit' EXIT\ntrap -- 'echo ret' RETURN\nin\nret\nexit\n",
     0],
    ['trap \'echo "dbg: $BASH_COMMAND"\' DEBUG; x=1; echo $x; trap - DEBUG; echo off',
     'dbg: x=1\ndbg: echo $x\n1\ndbg: trap - DEBUG\noff\n',
     0],
    ['true | false | (exit 3); echo "${PIPESTATUS[@]}"; false; echo ${PIPESTATUS[0]}; set -o pipefail; false | true; echo $?',
     '0 1 3\n1\n1\n',
     0],
    ['f() { echo "${FUNCNAME[0]} ${FUNCNAME[1]} $LINENO ${#FUNCNAME[@]}"; }; g() { f; }; g; echo "[${FUNCNAME[0]}]"',
     'f g 1 2\n[]\n',
     0],
    ['case a in a) echo 1;& b) echo 2;;& a*) echo 3;; esac',
     '1\n2\n3\n',
     0],
    ['exec {fd}>out; echo hi >&$fd; exec {fd}>&-; cat out; echo x | { read y; echo $y; }; { echo a; echo b >&2; } &>'
     ' both; cat both; echo c &>> both; cat both; { echo d; echo e >&2; } |& cat',
     'hi\nx\na\nb\na\nb\nc\nd\ne\n',
     0],
    ['cat <<< "here $((1+1))"; cat <<< \'a b\'; read x <<< "  t "; echo "[$x]"; tr a-z A-Z <<< $\'q\\tw\'',
     'here 2\na b\n[t]\nQ\tW\n',
     0],
    ['select x in one two; do echo "got $x $REPLY"; break; done <<< 2',
     'got two 2\n',
     0],
    ['x=\'a b  c\'; set -- $x; echo $#; y=($x); echo ${#y[@]}; z=("$x"); echo ${#z[@]}; w=(*.nope); echo ${w[0]}; v=({'
     '1..3} x{a,b}); echo ${v[@]} ${#v[@]}',
     '3\n3\n1\n*.nope\n1 2 3 xa xb 5\n',
     0],
    ['x=abc; for ((i=0; i<${#x}; i++)); do echo -n "${x:i:1} "; done; echo; for ((i=${#x}-1; i>=0; i--)); do r+=${x:'
     '$i:1}; done; echo $r',
     'a b c \ncba\n',
     0],
    ['declare -A count; for w in a b a c a; do ((count[$w]++)); done; for k in a b c; do echo $k ${count[$k]}; done;'
     ' echo $((count[a]+count[b]))',
     'a 3\nb 1\nc 1\n4\n',
     0],
    ['while read -r k v; do declare "var_$k=$v"; done <<< $\'x 1\\ny 2\'; echo $var_x $var_y; eval "arr_$x=(1 2)"; n=fo'
     'o; eval "$n=bar"; echo $foo; printf -v "$n" %s baz; echo $foo',
     '1 2\nbar\nbaz\n',
     0],
    ['s="a,b,,c"; IFS=\',\' read -ra p <<< "$s"; echo ${#p[@]}; printf \'<%s>\' "${p[@]}"; echo; oldIFS=$IFS; IFS=,; q=('
     '$s); IFS=$oldIFS; echo ${#q[@]}',
     '4\n<a><b><><c>\n4\n',
     0],
    ['[[ -z "" ]] && [[ -n a ]] && echo ok; [[ a ]] && echo word; [[ "" ]] || echo empty; [[ a = a && b = b || c = d'
     ' ]] && echo combo; [[ ! ( a = b ) ]] && echo neg; x="a b"; [[ $x = "a b" ]] && echo nosplit; [[ $x = a* ]] && '
     'echo pat',
     'ok\nword\nempty\ncombo\nneg\nnosplit\npat\n',
     0],
    ['echo ${a[@]+set}; a=(); echo ${a[@]+set}; a=(1); echo ${a[@]+set} ${a[0]+yes} ${a[1]-no}; b=x; echo ${b[0]} ${'
     'b[@]} ${#b[@]} ${b[1]-none}',
     '\n\nset yes no\nx x 1 none\n',
     0],
    ['f() { echo "$@"; }; f "${@}" x; g() { f "$@"; }; g \'a b\' c; h() { local a=("$@"); echo ${#a[@]} "${a[0]}"; }; h \'x y\' z',
     'x\na b c\n2 x y\n',
     0],
    ['a=(one two); echo "${a[0]^}" "${a[@]^}" "${a[@]^^}" ${a[@]/%/!} "${a[@]/#/-}"; echo "${a[@]@Q}" ${a@Q} ${a[@]@A}',
     'One One Two ONE TWO one! two! -one -two\n\'one\' \'two\' \'one\' declare -a a=([0]="one" [1]="two")\n',
     0],
    [': ${x:=5}; echo $x; unset x; echo "${x?msg}"; echo no',
     '5\n',
     127],
    ['set -u; echo "${a[@]}"; a=(1); echo ${a[0]}; echo ${a[5]}; echo no',
     '\n1\n',
     127],
    ['set -- x y; for i; do echo $i; done; for i in; do echo none; done; until false; do echo u; break; done; i=0; w'
     'hile ((i<2)); do ((i++)); done; echo $i',
     'x\ny\nu\n2\n',
     0],
    ['caller; f() { caller; caller 0; }; f; echo $?',
     '1 NULL\n1\n',
     0],
    ['echo {a,b}{1,2} {1..5..2} {c..a} {01..03} a{,b} {a,b,} "{x,y}" {1..3}{x,y}; echo {} {a} a{b}c',
     'a1 a2 b1 b2 1 3 5 c b a 01 02 03 a ab a b {x,y} 1x 1y 2x 2y 3x 3y\n{} {a} a{b}c\n',
     0],
    ['f() { echo start; return 2; echo no; }; f || echo "rc $?"; g() { f; }; g; echo $?; (f); echo $?; x=$(f); echo "$x $?"',
     'start\nrc 2\nstart\n2\nstart\n2\nstart 2\n',
     0],
    ['a=("${@:1}" tail); echo ${#a[@]}; b=("${a[@]}" "${a[@]}"); echo ${#b[@]}; c=("${a[@]/tail/head}"); echo $c; a='
     '("${a[@]:0:0}"); echo ${#a[@]}',
     '1\n2\nhead\n0\n',
     0],
    ['unset a; a[3]=x; a[1]=y; echo "${a[@]}" "${!a[@]}"; a=("${a[@]}"); echo "${!a[@]}"; a[${#a[@]}]=new; echo ${a['
     "@]}; echo ${a[@]:1:1}; unset 'a[-1]'; echo ${a[@]}",
     'y x 1 3\n0 1\ny x new\nx\ny x\n',
     0],
    ['echo "$(echo "nested $(echo "deep")")" `echo back`; x=$(cat <<E\ndoc\nE\n); echo $x',
     'nested deep back\ndoc\n',
     0],
    ['f() { if [[ $1 -le 1 ]]; then echo 1; else echo $(( $1 * $(f $(( $1 - 1 ))) )); fi; }; f 5',
     '120\n',
     0],
    ['x=/a/b/c.tar.gz; echo ${x##*/} ${x%/*} ${x%%.*} ${x#*.} ${x##*.} ${x%.*} ${x/tar/zip} ${x//\\//:} "${x/#\\/a/ROOT}"',
     'c.tar.gz /a/b /a/b/c tar.gz gz /a/b/c.tar /a/b/c.zip.gz :a:b:c.tar.gz ROOT/b/c.tar.gz\n',
     0],
    ['log() { local level=$1; shift; printf \'[%s] %s\\n\' "${level^^}" "$*"; }\nlog info hello world\ndie() { echo "fata'
     'l: $*" >&2; exit 1; }\ntrap \'echo "line $LINENO rc $?"\' EXIT\n[[ -f /nonexistent ]] || die "no file"',
     '[INFO] hello world\nline 1 rc 1\n',
     1],
    ['spin() { local i sp=\'|/-\\\'; for ((i=0;i<4;i++)); do printf \'%s\' "${sp:i%4:1}"; done; echo; }; spin\nn=0; until '
     '[[ $n -ge 3 ]]; do ((n+=1)); done; echo $n\nprintf \'%s\\n\' {a..c} | while read -r x; do total+=$x; done; echo "['
     '${total:-}]"\nshopt -s lastpipe; printf \'%s\\n\' {a..c} | while read -r x; do total+=$x; done; echo "[${total:-}]'
     '"',
     '|/-\\\n3\n[]\n[abc]\n',
     0],
    ['fib() { local n=$1; if (( n < 2 )); then echo "$n"; else echo $(( $(fib $((n-1))) + $(fib $((n-2))) )); fi; };'
     ' fib 7\ndeclare -a memo; mfib() { local n=$1; [[ -n ${memo[n]:-} ]] && { REPLY=${memo[n]}; return; }; if ((n<2)'
     '); then REPLY=$n; else mfib $((n-1)); local a=$REPLY; mfib $((n-2)); ((REPLY+=a)); fi; memo[n]=$REPLY; }; mfib'
     ' 30; echo $REPLY',
     '13\n832040\n',
     0],
    ['str="  trim me  "; t="${str#"${str%%[![:space:]]*}"}"; t="${t%"${t##*[![:space:]]}"}"; echo "[$t]"\ns=abcdef; e'
     'cho "${s:${#s}-2}" "${s::2}" "${s:2}" "${s:(-3):2}" "${s: -3:-1}"\n[[ $s == *cde* ]] && echo has; [[ $s == a?c*'
     ' ]] && echo glob; rev=; for ((i=${#s}-1;i>=0;i--)); do rev+="${s:i:1}"; done; echo $rev',
     '[trim me]\nef ab cdef de de\nhas\nglob\nfedcba\n',
     0],
    ['cmds=(echo -n "a b"); "${cmds[@]}"; echo; cmd=echo; args=(x "y z"); "$cmd" "${args[@]}"; f() { printf \'<%s>\' "'
     '$@"; echo; }; f "${args[@]/y/Y}" "${args[@]:1}" "${!args[@]}"',
     'a b\nx y z\n<x><Y z><y z><0><1>\n',
     0],
    ['f() { local x=1; g; echo "f x=$x"; }; g() { x=2; local x=3; h; }; h() { echo "h x=$x"; x=4; }; x=0; f; echo $x'
     '\nu() { unset x; echo "${x-unset}"; }; v() { local x=in; u; }; v; echo $x',
     'h x=3\nf x=2\n0\n0\n0\n',
     0],
    ['declare -A a; a[x]=1; a["y z"]=2; a[$\'q\']=3; k="y z"; echo ${a[$k]} "${a["y z"]}"; [[ -v a[x] ]] && echo vx; ['
     '[ -v \'a[y z]\' ]] && echo vyz; unset "a[$k]"; echo ${#a[@]}; a=(); echo ${#a[@]}; declare -A b=(["k 1"]="v 1" ['
     'k2]=v2); for key in "${!b[@]}"; do echo "$key -> ${b[$key]}"; done; echo "${b[*]}" ; declare -p b',
     '2 2\nvx\nvyz\n2\n0\nk2 -> v2\nk 1 -> v 1\nv2 v 1\ndeclare -A b=([k2]="v2" ["k 1"]="v 1" )\n',
     0],
    ['f() { echo "args: $#"; for a; do echo " - $a"; done; }; f "$@"; set -- "a b" c; f "$@"; f $*; f "$*"; f "pre$@'
     'post"; echo "${#}" "$#" "${@: -1}" "${!#}"; eval "last=\\${$#}"; echo $last',
     'args: 0\nargs: 2\n - a b\n - c\nargs: 3\n - a\n - b\n - c\nargs: 1\n - a b c\nargs: 2\n - prea b\n - cpost\n2 2 c c\nc\n',
     0],
    ['echo "a.b.c" | { IFS=. read -r x y z; echo "$x $y $z"; }; IFS=: read -ra P <<< "/a:/b"; echo "${P[1]}"; read -'
     'r first rest <<< "one two three"; echo "$rest"; read -rp "prompt: " v <<< val; echo $v; read -rs s <<< sec; ec'
     'ho $s; read -r -t 1 t <<< tt; echo $t; echo abc | { read -n1 c; echo $c; read -N1 d; echo $d; }',
     'a b c\n/b\ntwo three\nval\nsec\ntt\na\nb\n',
     0],
    ['foo() { return $1; }; foo 0 && echo zero; foo 7; echo $?; foo 300; echo $?; foo 1 || echo nz; if foo 2; then :'
     '; elif foo 0; then echo elif; fi; foo 5 | foo 6; echo ${PIPESTATUS[*]} $?',
     'zero\n7\n44\nnz\nelif\n5 6 6\n',
     0],
    ['x=\'a"b\'; echo "${x@Q}" "${x@E}" ; y=$\'t\\tn\'; echo "${y@Q}"; declare -r z=1; echo ${z@a} ${z@A}; arr=(1 2); ech'
     'o ${arr[@]@Q} ${arr@a} "${arr[@]@A}"; p=\'\\w\'; unset q; echo "[${q@Q}]"',
     '\'a"b\' a"b\n$\'t\\tn\'\nr declare -r z=\'1\'\n\'1\' \'2\' a declare -a arr=([0]="1" [1]="2")\n[]\n',
     0],
    ['shopt -s extglob nullglob; rm -rf t; mkdir t; cd t; touch a.txt b.txt c.log d; for f in !(*.txt); do echo $f; '
     'done; echo *.@(txt|log) ; files=(*.md); echo ${#files[@]}; v="foo123bar"; echo ${v//+([0-9])/N} ${v##+([a-z])}'
     ' ${v/%bar/BAZ}; [[ $v == +([a-z])+([0-9])* ]] && echo m; x="   lead"; echo "[${x##+( )}]"; [[ abc == @(abc|def'
     ') ]] && echo at; [[ abd == !(abc) ]] && echo not; case 12 in +([0-9])) echo num;; esac; echo ?(a).txt',
     '',
     2],
    ['a=(a b c d e); unset \'a[2]\'; echo "${#a[@]}" "${!a[*]}" "${a[*]}"; a=("${a[@]}"); echo "${!a[*]}"; a=("new" "$'
     '{a[@]}"); a+=("end"); echo "${a[*]}"; echo "${a[@]:1:3}" "${a[@]: -2:1}"; b=("${a[@]/#/x}"); echo "${b[*]}"; e'
     'cho "${a[-1]}" "${a[${#a[@]}-1]}"; a[100]=far; echo ${#a[@]} ${!a[@]}; for ((i=0;i<${#a[@]};i++)); do :; done;'
     ' echo $i; unset a[0]; echo ${a[0]-gone}',
     '4 0 1 3 4 a b d e\n0 1 2 3\nnew a b d e end\na b d e\nxnew xa xb xd xe xend\nend end\n7 0 1 2 3 4 5 100\n7\ngone\n',
     0],
    ['multi=( # comment\n  one   # first\n  "two 2"\n\n  \'three\'\n  $(echo four five)\n  [10]=ten\n)\necho ${#multi[@]}; pri'
     'ntf \'%s;\' "${multi[@]}"; echo; declare -p multi',
     '6\none;two 2;three;four;five;ten;\ndeclare -a multi=([0]="one" [1]="two 2" [2]="three" [3]="four" [4]="five" [10]="ten")\n',
     0],
    ['exec 2>&1\nf() { echo "in ${FUNCNAME[0]} from ${FUNCNAME[1]:-top} line ${BASH_LINENO[0]}"; }\nf\ng() {\n  f\n  call'
     'er 0\n}\ng\necho "${#BASH_SOURCE[@]} $LINENO"',
     'in f from top line 3\nin f from g line 5\n0 9\n',
     0],
    ['let; echo $?; let 0; echo $?; let 1; echo $?; (( )) ; echo $?; ((  1  )); echo $?; [[ 010 -eq 8 ]] && echo oct'
     '; [[ "3 + 4" -eq 7 ]] && echo sum',
     '1\n1\n0\n1\n0\noct\nsum\n',
     0],
    ['set -x; a=(1 2); echo "${a[@]}" \'q s\'; [[ a == b ]]; ((1)); x=5; for i in 1; do :; done; set +x',
     '1 2 q s\n',
     0],
    ['echo ${undefined:-default} ${undefined:+alt} "${undefined-}" ; : "${VAR:=assigned}"; echo $VAR; (: "${REQ:?is '
     'required}") 2>&1; echo ${#VAR} ${VAR:0:3} ${VAR/s/S} ${VAR//s/S}; indirect=VAR; echo ${!indirect:-x} ${!indire'
     'ct:0:2} ${!nope:-none}; ',
     'default \nassigned\nbash: line 1: REQ: is required\n8 ass aSsigned aSSigned\n',
     1],
    ['select_opt() { PS3=\'pick: \'; select o in red green quit; do case $o in quit) break;; \'\') echo bad;; *) echo "c'
     'hose $o ($REPLY)";; esac; done; }; select_opt <<< $\'1\\n9\\n3\'',
     'chose red (1)\nbad\n',
     0],
    ['OPTIND=1; while getopts ":ab:" v -b; do echo "$v $OPTARG $OPTIND"; done; OPTIND=1; getopts b: v -b 2>/dev/null'
     '; echo $? $v; OPTERR=0; OPTIND=1; getopts b v -z; echo $v',
     ': b 2\n0 ?\n?\n',
     0],
    ['unset v; echo "[${v/*/w}]"; v=; echo "[${v/*/w}]" "[${v//x/y}]" "[${v/#/p}]" "[${v/%/s}]"; w=a/b/c; echo ${w//'
     '/-} ${w////-} ${w//\\//+}',
     '[]\n[w] [] [p] [s]\na/b/c a-b-c a+b+c\n',
     0],
    ['touch z1.tmp; echo t > z?.tmp; cat z1.tmp; touch z2.tmp; echo x > z?.tmp; echo $?; v="a b"; echo > $v; echo $?'
     '; echo > "$v"; ls; echo > {x,y}; echo $?',
     't\n1\n1\na b\nz1.tmp\nz2.tmp\n1\n',
     0],
    ['""; echo $?; shift 5; echo $?; readonly a=1; readonly a=2; echo $?; unset a; echo $?\necho ${a&}\necho never',
     '127\n1\n1\n1\nnever\n',
     0],
    ['for i in 1; do (break; echo C); done; break; echo $? $((64#@)) $((64#_))',
     'C\n0 62 63\n',
     0],
    ['set -- 1 2; f() { shift 3; echo $? $#; }; f a b; x=$(break; echo in); echo $x',
     '1 2\nin\n',
     0],
    [
        'v=Hello; echo "${v~~} ${v~} ${v~~[l]} ${v~[H]}"; a=(one Two); echo "${a[@]~}"',
        'hELLO hello HeLLo hello\nOne two\n',
        0,
    ],
    [
        "cd /tmp; mkdir -p gi; cd gi; touch a.txt b.txt .h c.md; GLOBIGNORE='a*:*.md'; echo *; unse"
        "t GLOBIGNORE; echo *; shopt -s nullglob; GLOBIGNORE='*'; echo x*; rm -r /tmp/gi",
        '.h b.txt\na.txt b.txt c.md\n\n',
        0,
    ],
    ["printf '%Q|%.1Q|%qx\\n' 'a b' 'c d' 'e f'", 'a\\ b|c|e\\ fx\n', 0],
    ['HOME=/h; echo x=~ y=~/a:~/b z~ --p=~ a=b:~', 'x=/h y=/h/a:/h/b z~ --p=~ a=b:/h\n', 0],
    ["set -x; v=1 w='2 3' true; a=1 b=2", '', 0],
    [
        'read -a e <<< ""; declare -p e; declare -A m=([a]=1 [b]=2); echo "[${m[@]@K}]"',
        'declare -a e=()\n[b "2" a "1" ]\n',
        0,
    ],
    [
        'exec 3>/tmp/nxr; exec 4>&3-; echo b >&4; echo c 2>/dev/null >&3; echo $?; exec {a[2]}>/tmp'
        '/nxr2; echo q >&${a[2]}; exec {a[2]}>&-; cat /tmp/nxr /tmp/nxr2; rm /tmp/nxr*',
        '1\nb\nq\n',
        0,
    ],
    [
        "echo c 2>/tmp/err >/nowhere/x; echo $?; cat /tmp/err | sed 's/.*: line/line/'; rm /tmp/err",
        '1\nline 1: /nowhere/x: No such file or directory\n',
        0,
    ],
    [
        'hash -r; hash; select x in a; do :; done <<< ""; sleep 1 & disown -- %1; echo $?; shopt | '
        'head -2 | cut -f1',
        'hash: hash table empty\n\n0\nautocd         \nassoc_expand_once\n',
        0,
    ],
]
