"""Scripts, their output and status, from bash 5.2. Run by test_shopts.py."""

CASES = [
    ['shopt -s nullglob; echo *.none x; shopt -u nullglob; echo *.none; shopt -q nullglob; echo $?; shopt nullglob; '
     'shopt -p extglob; shopt -s nullglob dotglob; shopt -q nullglob dotglob; echo $?; shopt | grep -c "on$"; shopt '
     '-s | grep glob',
     'x\n*.none\n1\nnullglob       \toff\nshopt -u extglob\n0\n15\ndotglob        \ton\nglobasciiranges\ton\nglobskipdots   \ton\n'
     'nullglob       \ton\n',
     0],
    ['shopt -s nope 2>/dev/null; echo $?; shopt -Q 2>/dev/null; echo $?; shopt -su extglob 2>/dev/null; echo $?; sho'
     'pt -o errexit; shopt -so errexit; shopt -qo errexit; echo $?; shopt -po pipefail; shopt -uo errexit; set -o | '
     'grep -c on; set +o | grep pipefail; shopt -o nope 2>/dev/null; echo $?',
     '1\n2\n1\nerrexit        \toff\n0\nset +o pipefail\n',
     1],
    ['set -Eeuo pipefail; echo $-; set +Ee; echo $-; set -o noclobber; echo $SHELLOPTS; set +C; set -Q 2>/dev/null; '
     'echo $?; set -o nope 2>/dev/null; echo $?; set -T; shopt -o functrace; set -- -a b; echo $1 $#; set - x; echo '
     '$1; set -f; echo *; set +f',
     'ehuBEc\nhuBc\nbraceexpand:hashall:interactive-comments:noclobber:nounset:pipefail\n2\n2\nfunctrace      \ton\n-a 2\nx\n*\n',
     0],
    ['a=(1 "b c"); x="q r"; y=; set | grep -E "^(a|x|y)="; shopt -s failglob; echo *.none 2>/dev/null; echo never',
     'a=([0]="1" [1]="b c")\nx=\'q r\'\ny=\n',
     1],
    ['shopt -s failglob; echo *.none 2>/dev/null\necho next $?; shopt -u failglob; touch .h v; shopt -s dotglob; echo'
     ' *; shopt -u dotglob; echo *; touch A.TXT; shopt -s nocaseglob; echo *.txt; shopt -s nocasematch; [[ AB == ab '
     ']] && echo nc; case X in x) echo cx; esac; x=ABC; echo ${x//b/-}',
     'next 1\n.h v\nv\nA.TXT\nnc\ncx\nA-C\n',
     0],
    ['mkdir -p a/b/c .h; touch a/1 a/b/2 a/b/c/3 .h/x; shopt -s globstar; echo **; echo **/; echo **/[0-9]; echo a/*'
     '*; echo **/b/*; shopt -u globstar; echo **',
     'a a/1 a/b a/b/2 a/b/c a/b/c/3\na/ a/b/ a/b/c/\na/1 a/b/2 a/b/c/3\na/ a/1 a/b a/b/2 a/b/c a/b/c/3\na/b/2 a/b/c\na\n',
     0],
    ['printf "1\\n2\\n" | while read x; do s+=$x; done; echo "[$s]"; shopt -s lastpipe; printf "1\\n2\\n" | while read x'
     '; do s+=$x; done; echo "[$s]"; false | true | (exit 3); echo ${PIPESTATUS[@]}; printf x | { read -N1 q; false;'
     ' }; echo $? $q',
     '[]\n[12]\n1 0 3\n1 x\n',
     0],
    ['x=$(set -e; false; echo hi); echo "[$x]"; set -e; x=$(false; echo hi); echo "[$x]"; shopt -s inherit_errexit; '
     'x=$(false; echo hi) || true; echo "[$x]"; alias e="echo aliased"; shopt -s expand_aliases\ne',
     '[]\n[hi]\n[hi]\naliased\n',
     0],
]
