"""Scripts, their output and status, from bash 5.2. Run by test_all_posix.py."""

CASES = [
    ['export A=1; readonly B=2; set -- x y; shift; echo $1 $A $B; eval "echo e"; umask; alias x=y; unalias x; getopt'
     's a o; echo $?; times > t; wait; cd /; pwd; true; false; echo $?',
     'y 1 2\ne\n0022\n1\n/\n1\n',
     0],
]
