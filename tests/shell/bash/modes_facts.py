"""Scripts, and what they print with their status unless that is 0, from bash 5.2. Run by test_modes.py."""

from __future__ import annotations

CASES = [
    [
        'set -o posix; echo $?; set -o | grep posix; echo $SHELLOPTS | grep -c posix',
        '0\n'
        'posix          \ton\n'
        '1\n',
    ],
    [
        'set -k; f() { echo "$@" ; }; f a=1 b; sh -c \'echo $x $1\' q x=5 y',
        'b\n'
        '5 y\n',
    ],
    [
        "bash -r -c 'cd /; echo $?'",
        'bash: line 1: cd: restricted\n'
        '1\n',
    ],
    [
        "bash -r -c 'echo x > /tmp/f; echo $?'",
        'bash: line 1: /tmp/f: restricted: cannot redirect output\n'
        '1\n',
    ],
    [
        "bash -r -c 'PATH=/x; echo hi'",
        'bash: line 1: PATH: readonly variable\n'
        '[1]',
    ],
    [
        "bash -r -c '/bin/echo a; echo $?'",
        "bash: line 1: /bin/echo: restricted: cannot specify `/' in command names\n"
        '1\n',
    ],
    [
        'set -r; cd /; echo $?; exec ls; echo $?; . /etc/passwd; echo $?; command -p ls; echo $?; S'
        'HELL=x; hash -p /bin/ls ls; echo $?',
        'bash: line 1: cd: restricted\n'
        '1\n'
        'bash: line 1: exec: restricted\n'
        '1\n'
        'bash: line 1: .: /etc/passwd: restricted\n'
        '1\n'
        'bash: line 1: command: -p: restricted\n'
        '1\n'
        'bash: line 1: hash: /bin/ls: restricted\n'
        '1\n',
    ],
    [
        'bash -c \'exec -a foo sh -c "echo \\$0"\'; (exec -a zork bash -c \'echo $0\'); (exec -l sh -c \''
        "echo $0') ; (A=5; export A; exec -c env); (exec -cl sh -c 'echo $0')",
        'foo\n'
        'zork\n'
        '-sh\n'
        '-sh\n',
    ],
    [
        'hash -p /bin/ls foo; hash -t foo; hash; hash -d foo; hash -t foo; echo $?; hash -l; hash -'
        'r; hash -t nope; hash nope',
        '/bin/ls\n'
        'hits\tcommand\n'
        '   1\t/bin/ls\n'
        'bash: line 1: hash: foo: not found\n'
        '1\n'
        'bash: line 1: hash: nope: not found\n'
        'bash: line 1: hash: nope: not found\n'
        '[1]',
    ],
    [
        'hash ls cat; hash -l; hash -t ls cat; hash -d ls; hash -t ls; echo $?; type ls; hash; hash'
        ' -p /usr/bin/cat ls; ls /dev/null; type ls',
        'builtin hash -p /usr/bin/ls ls\n'
        'builtin hash -p /usr/bin/cat cat\n'
        'ls\t/usr/bin/ls\n'
        'cat\t/usr/bin/cat\n'
        'bash: line 1: hash: ls: not found\n'
        '1\n'
        'ls is /usr/bin/ls\n'
        'hits\tcommand\n'
        '   1\t/usr/bin/cat\n'
        'ls is hashed (/usr/bin/cat)\n',
    ],
    [
        'echo $BASH_ARGV0; BASH_ARGV0=zork; echo $0 $BASH_ARGV0',
        'bash\n'
        'zork zork\n',
    ],
    [
        'complete -F',
        'bash: line 1: complete: -F: option requires an argument\n'
        'complete: usage: complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat'
        '] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ..'
        '.]\n'
        '[2]',
    ],
    [
        "complete -A nope x; complete -o nope x; complete -W; echo $?; complete -X '*.o' -P pre -S "
        "suf -G '*.c' -C cmd -o nospace -o default -abcdefgjksuv x; complete -p",
        'bash: line 1: complete: nope: invalid action name\n'
        'bash: line 1: complete: nope: invalid option name\n'
        'bash: line 1: complete: -W: option requires an argument\n'
        'complete: usage: complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat'
        '] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ..'
        '.]\n'
        '2\n'
        "complete -o default -o nospace -a -b -c -d -e -f -g -j -k -s -u -v -G '*.c' -P 'pre' -S 's"
        "uf' -X '*.o' -C 'cmd' x\n",
    ],
    [
        'coproc { cat; }; echo hi >&${COPROC[1]}; read -u ${COPROC[0]} x; echo $x; exec {COPROC[1]}'
        '>&-; wait; echo $?',
        'hi\n'
        '0\n',
    ],
    [
        'printf \'1\\n2\\n3\\n4\\n5\\n\' | { mapfile -C \'echo cb\' -c 2; echo "${MAPFILE[@]}"; }',
        'cb 1 2\n'
        '\n'
        'cb 3 4\n'
        '\n'
        '1\n'
        ' 2\n'
        ' 3\n'
        ' 4\n'
        ' 5\n'
        '\n',
    ],
    [
        "printf '1\\n2\\n3\\n' > f; mapfile -t -C 'echo cb' -c 1 a < f; mapfile -n 2 -s 1 b < f; print"
        'f \'<%s>\' "${b[@]}"; mapfile -O 5 -t c < f; echo "${!c[@]}"; mapfile -d 2 d <f; printf \'<%s'
        '>\' "${d[@]}"; mapfile -u 9 x; echo $?; mapfile -n x y; mapfile 1x; readarray -t z < f; ech'
        'o "${z[1]}"',
        'cb 0 1\n'
        'cb 1 2\n'
        'cb 2 3\n'
        '<2\n'
        '><3\n'
        '>5 6 7\n'
        '<1\n'
        '2><\n'
        '3\n'
        '>bash: line 1: mapfile: 9: invalid file descriptor: Bad file descriptor\n'
        '1\n'
        'bash: line 1: mapfile: x: invalid line count\n'
        "bash: line 1: mapfile: `1x': not a valid identifier\n"
        '2\n',
    ],
    [
        '(exit 3) & p=$!; sleep 0.3 & wait -n -p v $p; echo $?; [ "$v" = $p ] && echo same; wait -n'
        '; echo $?; wait -n; echo $?; wait -p v; echo $? ${v-unset}; wait %9; wait 99999; echo $?; '
        'wait -f; echo $?; wait foo; echo $?',
        '3\n'
        'same\n'
        '0\n'
        '127\n'
        '0 unset\n'
        'bash: line 1: wait: %9: no such job\n'
        'bash: line 1: wait: pid 99999 is not a child of this shell\n'
        '127\n'
        '0\n'
        "bash: line 1: wait: `foo': not a pid or valid job spec\n"
        '1\n',
    ],
    [
        'declare -n a=b; declare -n b=c; c=5; echo $a; a=6; echo $c; declare -p a b c; echo ${!a}; '
        'unset a; echo ${c-unset}; unset -n a; declare -p a',
        '5\n'
        '6\n'
        'declare -n a="b"\n'
        'declare -n b="c"\n'
        'declare -- c="6"\n'
        'c\n'
        'unset\n'
        'bash: line 1: declare: a: not found\n'
        '[1]',
    ],
    [
        'declare -n r=arr[1]; arr=(x y z); echo $r; r=Q; echo ${arr[@]}; declare -n s=arr; s+=(w); '
        'echo ${#s[@]} ${s[3]}; for i in "${s[@]}"; do echo $i; done; declare -n self=self; echo $?'
        '; f() { declare -n x=$1; x=val; }; f y; echo $y; declare -n bad=1x; echo $?',
        'y\n'
        'x Q z\n'
        '4 w\n'
        'x\n'
        'Q\n'
        'z\n'
        'w\n'
        'bash: line 1: declare: self: nameref variable self references not allowed\n'
        '1\n'
        'val\n'
        "bash: line 1: declare: `1x': invalid variable name for name reference\n"
        '1\n',
    ],
    [
        'f() { local -; set -fu; echo $-; }; echo $-; f; echo $-; g() { local -; shopt -so noclobbe'
        'r; set +o noclobber; local; }; g',
        'hBc\n'
        'fhuBc\n'
        'hBc\n'
        'local -\n',
    ],
    [
        'shopt -s extglob; touch a.c b.c c.h; echo !(*.c); echo @(a|b).c; echo ?(a).c; echo +([a-b]'
        ').c; echo *(x)a.c; case foobar in foo@(bar|baz)) echo y;; esac; [[ aaa == +(a) ]] && echo '
        'm; x=aaabbb; echo ${x##+(a)} ${x/+(b)/Z} ${x%%+(b)}',
        "bash: -c: line 1: syntax error near unexpected token `('\n"
        'bash: -c: line 1: `shopt -s extglob; touch a.c b.c c.h; echo !(*.c); echo @(a|b).c; echo ?'
        '(a).c; echo +([a-b]).c; echo *(x)a.c; case foobar in foo@(bar|baz)) echo y;; esac; [[ aaa '
        "== +(a) ]] && echo m; x=aaabbb; echo ${x##+(a)} ${x/+(b)/Z} ${x%%+(b)}'\n"
        '[2]',
    ],
    [
        'shopt -s globstar; mkdir -p d/e/f .h/x; touch d/1 d/e/2 d/e/f/3 .h/x/4; echo **; echo **/;'
        ' echo **/3; echo d/**/f; echo **/*.q; shopt -s dotglob; echo **',
        'd d/1 d/e d/e/2 d/e/f d/e/f/3\n'
        'd/ d/e/ d/e/f/\n'
        'd/e/f/3\n'
        'd/e/f\n'
        '**/*.q\n'
        '.h .h/x .h/x/4 d d/1 d/e d/e/2 d/e/f d/e/f/3\n',
    ],
    [
        'shopt -s lastpipe; echo a | read x; echo $x; seq 3 | while read n; do t=$((t+n)); done; ec'
        'ho $t; echo q | { read z; false; }; echo $? $z ${PIPESTATUS[@]}',
        'a\n'
        '6\n'
        '1 q 0 1\n',
    ],
    [
        'shopt -s nullglob; echo x*; set -- y*; echo $#; shopt -s failglob; echo z*; echo $?; echo '
        'after',
        '\n'
        '0\n'
        'bash: line 1: no match: z*\n'
        '[1]',
    ],
    [
        'shopt -s failglob; for i in *.zz; do echo $i; done\n'
        'echo next $?\n'
        'a=(*.yy); echo $?',
        'bash: line 1: no match: *.zz\n'
        'next 1\n'
        'bash: line 3: no match: *.yy\n'
        '[1]',
    ],
    [
        'shopt -s inherit_errexit; set -e; x=$(false; echo hi); echo "no $x"',
        '[1]',
    ],
    [
        'set -e; x=$(false; echo hi); echo "yes $x"',
        'yes hi\n',
    ],
    [
        'shopt -s nocasematch; [[ ABC == abc ]] && echo 1; case FOO in foo) echo 2;; esac; [[ ABC ='
        '~ b ]] && echo 3; x=ABC; echo ${x/b/_}; shopt -s nocaseglob; touch Foo; echo f*',
        '1\n'
        '2\n'
        '3\n'
        'A_C\n'
        'Foo\n',
    ],
    [
        'declare -r R=1; export E=2; declare -l L=ABC; declare -u U=abc; declare -x -i X=3; for v i'
        'n R E L U X; do declare -n q=$v; echo "${q@A} ${q@a}"; done; readonly -a ra=(1); echo ${ra'
        '@a} ${ra[@]@A}',
        "declare -r R='1' r\n"
        "declare -x E='2' x\n"
        "declare -l L='abc' l\n"
        "declare -u U='ABC' u\n"
        "declare -ix X='3' ix\n"
        'ar declare -ar ra=([0]="1")\n',
    ],
    [
        "trap 'echo D:$BASH_COMMAND:$LINENO' DEBUG; echo a; x=5; for i in 1 2; do :; done; case x i"
        'n x) true;; esac; (echo sub); f() { echo inf; }; f; [[ 1 -eq 1 ]]; ((1)); echo a | cat; tr'
        'ap - DEBUG; echo',
        'D:echo a:1\n'
        'a\n'
        'D:x=5:1\n'
        'D:for i in 1 2:1\n'
        'D:::1\n'
        'D:for i in 1 2:1\n'
        'D:::1\n'
        'D:case x in :1\n'
        'D:true:1\n'
        'sub\n'
        'D:f:1\n'
        'inf\n'
        'D:[[ 1 -eq 1 ]]:1\n'
        'D:((1)):1\n'
        'D:echo a:1\n'
        'D:cat:1\n'
        'a\n'
        'D:trap - DEBUG:1\n'
        '\n',
    ],
    [
        "trap 'echo R:$FUNCNAME:$?' RETURN; f() { echo f; return 3; }; f; echo 'echo src' > s; . ./"
        's; set -T; f; declare -ft f; trap - RETURN; f',
        'f\n'
        'src\n'
        'R::0\n'
        'f\n'
        'R:f:0\n'
        'f\n'
        '[3]',
    ],
    [
        "set -T; trap 'echo D:$BASH_COMMAND' DEBUG; f() { echo in; }; f; (echo sub); x=$(echo cs); "
        'trap - DEBUG',
        'D:f\n'
        'D:f\n'
        'D:echo in\n'
        'in\n'
        'D:echo sub\n'
        'sub\n'
        'D:x=$(echo cs)\n'
        'D:trap - DEBUG\n',
    ],
    [
        "set -E; trap 'echo E:$?:$LINENO:$BASH_COMMAND' ERR; f() { false; }; f; false || true; ! tr"
        'ue; (exit 3); false | true; if false; then :; fi; x=$(false); [[ a = b ]]; ((0)); false &&'
        ' true',
        'E:1:1:false\n'
        'E:1:1:false\n'
        'E:3:1:( exit 3 )\n'
        'E:1:1:x=$(false)\n'
        'E:1:1:[[ a = b ]]\n'
        'E:1:1:((0))\n'
        '[1]',
    ],
    [
        'f() { caller; caller 0; caller 1; caller 2; echo $?; g; }\n'
        'g() { caller 0; caller 1; echo "${FUNCNAME[@]}|${BASH_SOURCE[@]}|${BASH_LINENO[@]}|$LINENO'
        '"; }\n'
        'f\n'
        'h() { f; }\n'
        'h\n'
        'caller; echo $?; caller 0; echo $?',
        '3 NULL\n'
        '1\n'
        '1 f environment\n'
        'g f|environment environment|1 3|2\n'
        '4 environment\n'
        '4 h environment\n'
        '1\n'
        '1 f environment\n'
        '4 h environment\n'
        'g f h|environment environment environment|1 4 5|2\n'
        '1\n'
        '1\n',
    ],
    [
        'printf \'f() {\\n caller 0\\n echo "${FUNCNAME[@]} ${BASH_SOURCE[@]} ${BASH_LINENO[@]} $LINEN'
        'O"\\n}\\nf\\n\' > s.sh\n'
        '. ./s.sh\n'
        'bash s.sh\n'
        'f\n'
        'eval f\n'
        'echo "${FUNCNAME[@]} ${BASH_SOURCE[@]} ${BASH_LINENO[@]}"',
        '5 source ./s.sh\n'
        'f source ./s.sh ./s.sh 5 2 3\n'
        '5 main s.sh\n'
        'f main s.sh s.sh 5 0 3\n'
        'f ./s.sh 4 3\n'
        'f ./s.sh 5 3\n'
        '  \n',
    ],
    [
        "exec 5>xt; BASH_XTRACEFD=5; set -x; echo a; set +x; cat xt; PS4='${1}@ '; set -x; :; BASH_"
        'XTRACEFD=; :; ',
        'a\n'
        '+ echo a\n'
        '+ set +x\n'
        '@ :\n',
    ],
    [
        'set -n; echo a',
        '',
    ],
    [
        'set -t; echo a; echo b\n'
        'echo c',
        'a\n'
        'b\n'
        'c\n',
    ],
    [
        'set -P; mkdir d; ln -s d l; cd l; pwd; cd ..; set +P; cd l; pwd; cd ..; pwd',
        '/home/user/d\n'
        '/home/user/l\n'
        '/home/user\n',
    ],
    [
        'set -B; echo {a,b}; set +B; echo {a,b}; set -H; set -o; set +o | head -3; echo $SHELLOPTS;'
        ' echo $BASHOPTS; set -C; echo x > f; echo y > f; echo z >| f; cat f; set -a; q=5; env | gr'
        'ep ^q; set -b; set -h; set -m; echo $-',
        'a b\n'
        '{a,b}\n'
        'allexport      \toff\n'
        'braceexpand    \toff\n'
        'emacs          \toff\n'
        'errexit        \toff\n'
        'errtrace       \toff\n'
        'functrace      \toff\n'
        'hashall        \ton\n'
        'histexpand     \ton\n'
        'history        \toff\n'
        'ignoreeof      \toff\n'
        'interactive-comments\ton\n'
        'keyword        \toff\n'
        'monitor        \toff\n'
        'noclobber      \toff\n'
        'noexec         \toff\n'
        'noglob         \toff\n'
        'nolog          \toff\n'
        'notify         \toff\n'
        'nounset        \toff\n'
        'onecmd         \toff\n'
        'physical       \toff\n'
        'pipefail       \toff\n'
        'posix          \toff\n'
        'privileged     \toff\n'
        'verbose        \toff\n'
        'vi             \toff\n'
        'xtrace         \toff\n'
        'set +o allexport\n'
        'set +o braceexpand\n'
        'set +o emacs\n'
        'hashall:histexpand:interactive-comments\n'
        'checkwinsize:cmdhist:complete_fullquote:extquote:force_fignore:globasciiranges:globskipdot'
        's:hostcomplete:interactive_comments:patsub_replacement:progcomp:promptvars:sourcepath\n'
        'bash: line 1: f: cannot overwrite existing file\n'
        'z\n'
        'q=5\n'
        'abhmCHc\n',
    ],
    [
        'set -o functrace -o errtrace; echo $-; set +o errtrace; set -o nosuch; echo $?; set -Z; ec'
        'ho $?; set -- -a b; echo $1; set - x y; echo $1 $-; set +; set -o nolog -o ignoreeof -o hi'
        'story -o emacs -o vi; set -o | grep on$',
        'hBETc\n'
        'bash: line 1: set: nosuch: invalid option name\n'
        '2\n'
        'bash: line 1: set: -Z: invalid option\n'
        'set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n'
        '2\n'
        '-a\n'
        'x hBTc\n'
        'braceexpand    \ton\n'
        'functrace      \ton\n'
        'hashall        \ton\n'
        'history        \ton\n'
        'ignoreeof      \ton\n'
        'interactive-comments\ton\n'
        'nolog          \ton\n'
        'vi             \ton\n',
    ],
    [
        'enable -n echo; type echo; enable echo; type echo; enable -a | wc -l; enable -p | head -2;'
        ' enable -s | head -2; enable -f x y; enable -d echo; command -v if; command -V if ls echo;'
        ' type -t if ls echo; type -a echo; type -p ls; type -P echo; type -f nope; builtin echo hi'
        '; builtin nope; builtin ls',
        'echo is /usr/bin/echo\n'
        'echo is a shell builtin\n'
        '61\n'
        'enable .\n'
        'enable :\n'
        'enable .\n'
        'enable :\n'
        'bash: line 1: enable: cannot open shared object x: x: cannot open shared object file: No s'
        'uch file or directory\n'
        'bash: line 1: enable: echo: not dynamically loaded\n'
        'if\n'
        'if is a shell keyword\n'
        'ls is /usr/bin/ls\n'
        'echo is a shell builtin\n'
        'keyword\n'
        'file\n'
        'builtin\n'
        'echo is a shell builtin\n'
        'echo is /usr/bin/echo\n'
        'echo is /bin/echo\n'
        '/usr/bin/ls\n'
        '/usr/bin/echo\n'
        'bash: line 1: type: nope: not found\n'
        'hi\n'
        'bash: line 1: builtin: nope: not a shell builtin\n'
        'bash: line 1: builtin: ls: not a shell builtin\n'
        '[1]',
    ],
    [
        'umask -S; umask 027; umask -p; umask -Sp; umask u=rwx,g=,o=; umask; umask 99; umask z',
        'u=rwx,g=rx,o=rx\n'
        'umask 0027\n'
        'umask -S u=rwx,g=rx,o=\n'
        '0077\n'
        'bash: line 1: umask: 99: octal number out of range\n'
        "bash: line 1: umask: `z': invalid symbolic mode operator\n"
        '[1]',
    ],
    [
        'dirs; pushd /tmp; pushd /; dirs -v; dirs -p; dirs -l; popd; pushd +1; dirs +0; dirs -0; po'
        'pd -n; dirs; popd; popd; dirs -c; cd -; pushd; pushd nope; popd +5',
        '~\n'
        '/tmp ~\n'
        '/ /tmp ~\n'
        ' 0  /\n'
        ' 1  /tmp\n'
        ' 2  ~\n'
        '/\n'
        '/tmp\n'
        '~\n'
        '/ /tmp /home/user\n'
        '/tmp ~\n'
        '~ /tmp\n'
        '~\n'
        '/tmp\n'
        '~\n'
        '~\n'
        'bash: line 1: popd: directory stack empty\n'
        'bash: line 1: popd: directory stack empty\n'
        '/tmp\n'
        'bash: line 1: pushd: no other directory\n'
        'bash: line 1: pushd: nope: No such file or directory\n'
        'bash: line 1: popd: directory stack empty\n'
        '[1]',
    ],
    [
        'test -v x; echo $?; x=(); test -v x; echo $?; [ -R x ]; echo $?; declare -n n=x; test -R n'
        "; echo $?; [ a -nt b ]; [ -o errexit ]; echo $?; [ 1 -eq a ]; echo $?; test a '<' b; echo "
        "$?; [ ! ]; echo $?; [ '(' a ')' ]; echo $?; [ a = b -o c = c -a d = d ]; echo $?; [ ; echo"
        ' $?; [ a b; echo $?; [ -t ]; test -N /tmp; test -t x; echo $?',
        '1\n'
        '1\n'
        '1\n'
        '0\n'
        '1\n'
        'bash: line 1: [: a: integer expression expected\n'
        '2\n'
        '0\n'
        '0\n'
        '0\n'
        '0\n'
        "bash: line 1: [: missing `]'\n"
        '2\n'
        "bash: line 1: [: missing `]'\n"
        '2\n'
        '1\n',
    ],
    [
        'getopts ab: o -a -b x; echo $o $OPTIND; getopts ab: o -a -b x; echo $o $OPTARG $OPTIND; ge'
        'topts ab: o -a -b x; echo $? $o; OPTIND=1; getopts a o -z; echo $o $OPTARG; OPTIND=1; geto'
        'pts :a: o -a; echo $o $OPTARG; OPTERR=0; OPTIND=1; getopts a o -z; echo $o; getopts; echo '
        '$?; getopts a 1x; echo $?',
        'a 2\n'
        'b x 4\n'
        '1 ?\n'
        'bash: illegal option -- z\n'
        '?\n'
        ': a\n'
        '?\n'
        'getopts: usage: getopts optstring name [arg ...]\n'
        '2\n'
        "bash: line 1: getopts: `1x': not a valid identifier\n"
        '1\n',
    ],
    [
        'shift 5; echo $?; set -- a b c; shift 2; echo $1; shift -1; echo $?; shift x; echo $?; sho'
        'pt -s shift_verbose; shift 9; return 3; echo $?; break; continue; echo $?; f() { return x;'
        ' }; f; echo $?; exit 1 2; echo still; exit zz',
        '1\n'
        'c\n'
        'bash: line 1: shift: -1: shift count out of range\n'
        '1\n'
        'bash: line 1: shift: x: numeric argument required\n'
        '1\n'
        'bash: line 1: shift: 9: shift count out of range\n'
        "bash: line 1: return: can only `return' from a function or sourced script\n"
        '2\n'
        "bash: line 1: break: only meaningful in a `for', `while', or `until' loop\n"
        "bash: line 1: continue: only meaningful in a `for', `while', or `until' loop\n"
        '0\n'
        'environment: line 1: return: x: numeric argument required\n'
        '2\n'
        'bash: line 1: exit: too many arguments\n'
        '[1]',
    ],
    [
        "eval 'echo a' 'b'; eval '('; echo $?; eval 'if'; echo $?; source; echo $?; . nope; echo $?"
        '; . ./nope; echo $?; exec nope; echo not',
        'a b\n'
        'bash: eval: line 2: syntax error: unexpected end of file\n'
        '2\n'
        'bash: eval: line 2: syntax error: unexpected end of file\n'
        '2\n'
        'bash: line 1: source: filename argument required\n'
        'source: usage: source filename [arguments]\n'
        '2\n'
        'bash: line 1: nope: No such file or directory\n'
        '1\n'
        'bash: line 1: ./nope: No such file or directory\n'
        '1\n'
        'bash: line 1: exec: nope: not found\n'
        '[127]',
    ],
    [
        "let; echo $?; let 'x=1/0'; echo $?; let x=5+; echo $?; echo $((08)); echo next; echo $((1/"
        '0)); echo next; echo $((2#101 + 16#ff + 36#z + 64#_ )) ; echo $((2**-1)); echo $((92233720'
        '36854775807+1)); echo $((1<<63)) $((-7/2)) $((-7%3)) $((~5)) $((!3)) $((1,2)) $((x=3,x+=2,'
        'x<<=1)) $((x++ + ++x))',
        'bash: line 1: let: expression expected\n'
        '1\n'
        'bash: line 1: let: x=1/0: division by 0 (error token is "0")\n'
        '1\n'
        'bash: line 1: let: x=5+: syntax error: operand expected (error token is "+")\n'
        '1\n'
        'bash: line 1: 08: value too great for base (error token is "08")\n'
        '[1]',
    ],
    [
        "set -E; trap 'echo E:$?:$LINENO:$BASH_COMMAND' ERR; f() { false; }; f; false || true; ! tr"
        'ue; (exit 3); false | true; if false; then :; fi; x=$(false); [[ a = b ]]; ((0)); false &&'
        ' true',
        'E:1:1:false\n'
        'E:1:1:false\n'
        'E:3:1:( exit 3 )\n'
        'E:1:1:x=$(false)\n'
        'E:1:1:[[ a = b ]]\n'
        'E:1:1:((0))\n'
        '[1]',
    ],
    [
        'set -P; mkdir d; ln -s d l; cd l; pwd; cd ..; set +P; cd l; pwd; cd ..; pwd',
        '/home/user/d\n'
        '/home/user/l\n'
        '/home/user\n',
    ],
    [
        'set -o posix; . nope; echo x',
        'bash: line 1: .: nope: file not found\n'
        '[1]',
    ],
    [
        'set -o posix; eval "("; echo x',
        'bash: eval: line 2: syntax error: unexpected end of file\n'
        '[2]',
    ],
    [
        'set -o posix; set -o zork; echo x',
        'bash: line 1: set: zork: invalid option name\n'
        '[2]',
    ],
    [
        'set -o posix; export() { echo mine; }; echo z',
        "bash: line 1: `export': is a special builtin\n"
        '[2]',
    ],
    [
        'set -o posix;  : > /nope/x; echo z',
        'bash: line 1: /nope/x: No such file or directory\n'
        '[1]',
    ],
    [
        'set -o posix; readonly a=1; a=2; echo x',
        'bash: line 1: a: readonly variable\n'
        '[127]',
    ],
    [
        "POSIXLY_CORRECT=1 bash -c 'set -o | grep posix; shift 5'; bash --posix -c 'set -o | grep p"
        "osix; echo $POSIXLY_CORRECT'",
        'posix          \ton\n'
        'bash: line 1: shift: 5: shift count out of range\n'
        'posix          \ton\n'
        'y\n',
    ],
    [
        'bash -c \'echo ${BASH_ARGV[@]} $BASH_ARGC; f() { echo "${BASH_ARGV[*]}"; }; f q\' x a b c; a'
        "lias g='h i'; echo ${BASH_ALIASES[g]}; BASH_ALIASES[k]='l m'; alias; unset 'BASH_ALIASES[g"
        "]'; alias; hash cat; echo ${BASH_CMDS[cat]}; BASH_CMDS[zz]=/bin/echo; zz hi; BASH_ARGV0=fo"
        'o; echo $0; nope',
        'c b a 3\n'
        'c b a\n'
        'h i\n'
        "alias g='h i'\n"
        "alias k='l m'\n"
        "alias g='h i'\n"
        "alias k='l m'\n"
        '/usr/bin/cat\n'
        'hi\n'
        'foo\n'
        'foo: line 1: nope: command not found\n'
        '[127]',
    ],
    [
        'shopt -s execfail; exec nope; echo still $?; shopt -u execfail; exec nope; echo gone',
        'bash: line 1: exec: nope: not found\n'
        'still 127\n'
        'bash: line 1: exec: nope: not found\n'
        '[127]',
    ],
    [
        "hash -p /nope/x foo; foo; echo $?; hash -p /usr/bin/printf pp; pp '%s\\n' hi; type foo; typ"
        'e -t foo; command -v foo; PATH=/usr/bin; hash; hash -p; hash -t; hash -d; hash -z',
        'bash: line 1: /nope/x: No such file or directory\n'
        '127\n'
        'hi\n'
        'foo is hashed (/nope/x)\n'
        'file\n'
        '/nope/x\n'
        'hash: hash table empty\n'
        'bash: line 1: hash: -p: option requires an argument\n'
        'hash: usage: hash [-lr] [-p pathname] [-dt] [name ...]\n'
        'bash: line 1: hash: -t: option requires an argument\n'
        'bash: line 1: hash: -d: option requires an argument\n'
        'bash: line 1: hash: -z: invalid option\n'
        'hash: usage: hash [-lr] [-p pathname] [-dt] [name ...]\n'
        '[2]',
    ],
    [
        "printf 'set -t\\necho a; echo b\\necho c\\n' > s; bash s; printf 'echo a\\necho b\\n' > s; bash"
        " -t s; bash < s -t; bash +B -c 'echo {a,b} $-'; set +h; echo $-; hash ls; set -h",
        'a\n'
        'a\n'
        '{a,b} hc\n'
        'Bc\n'
        'bash: line 1: hash: hashing disabled\n',
    ],
    [
        'exec -a; exec -z ls; exec -- echo hi',
        'bash: line 1: exec: -a: option requires an argument\n'
        'exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]\n'
        'bash: line 1: exec: -z: invalid option\n'
        'exec: usage: exec [-cl] [-a name] [command [argument ...]] [redirection ...]\n'
        'hi\n',
    ],
]
