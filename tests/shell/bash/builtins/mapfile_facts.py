"""Scripts, their output and status, from bash 5.2. Run by test_mapfile.py."""

CASES = [
    ['mapfile -t a <<< $\'1\\n2 3\\n\\n4\'; declare -p a; mapfile b <<< $\'x\\ny\'; declare -p b; readarray -t c <<< ""; dec'
     'lare -p c; mapfile <<< q; declare -p MAPFILE',
     'declare -a a=([0]="1" [1]="2 3" [2]="" [3]="4")\ndeclare -a b=([0]=$\'x\\n\' [1]=$\'y\\n\')\ndeclare -a c=([0]="")\ndec'
     "lare -a MAPFILE=([0]=$'q\\n')\n",
     0],
    ["mapfile -n 2 q <<< $'1\\n2\\n3'; declare -p q; mapfile -t -s 1 -O 3 z <<< $'x\\ny'; declare -p z; mapfile -d , -t"
     ' p <<< "a,b,c"; declare -p p; mapfile -t -n1 o <<< $\'1\\n2\'; echo ${#o[@]}',
     'declare -a q=([0]=$\'1\\n\' [1]=$\'2\\n\')\ndeclare -a z=([3]="y")\ndeclare -a p=([0]="a" [1]="b" [2]=$\'c\\n\')\n1\n',
     0],
    ['mapfile -t -C "echo cb" -c 2 q <<< $\'1\\n2\\n3\\n4\\n5\'; mapfile -C "printf %s-" -c 1 r <<< $\'a\\nb\'; echo; { mapfi'
     "le -n 1 -t f; read rest; } <<< $'first\\nsecond'; echo ${f[0]} $rest",
     'cb 1 2\ncb 3 4\n0-a\n-1-b\n-\nfirst second\n',
     0],
    ['mapfile -Q 2>/dev/null; echo $?; mapfile -n x a 2>/dev/null </dev/stdin; echo $?; mapfile 1a <<< x 2>/dev/null'
     '; echo $?; printf "a\\nb" | { mapfile -t l; echo ${#l[@]} ${l[1]}; }; exec 5<<< $\'u\\nv\'; mapfile -t -u 5 w; ech'
     'o ${w[@]}; a=(old old old); mapfile -t a <<< new; declare -p a',
     '2\n1\n1\n2 b\nu v\ndeclare -a a=([0]="new")\n',
     0],
]
