"""Scripts, their output and status, from bash 5.2. Run by test_folders.py."""

CASES = [
    ['mkdir -p a/b c; cd a/b; cd ..; pwd | sed "s/.*\\///"; cd nope 2>/dev/null; echo $?; cd a b 2>/dev/null; echo $?'
     '; cd -Z 2>/dev/null; echo $?; cd "" ; echo $?; unset OLDPWD HOME; cd - 2>/dev/null; echo $?; cd 2>/dev/null; e'
     'cho $?',
     'a\n1\n1\n2\n0\n1\n1\n',
     0],
    ['cd /; pushd /tmp; dirs; pushd /usr; dirs -v; dirs -p; dirs +1; dirs -0; pushd; pushd +1; popd; popd; popd 2>/d'
     'ev/null; echo $?; dirs; echo ${DIRSTACK[@]}',
     '/tmp /\n/tmp /\n/usr /tmp /\n 0  /usr\n 1  /tmp\n 2  /\n/usr\n/tmp\n/\n/tmp\n/\n/tmp /usr /\n/usr / /tmp\n/ /tmp\n/tmp\n1\n/tmp\n/tmp\n',
     0],
    ['cd /; pushd 2>/dev/null; echo $?; pushd /nope 2>/dev/null; echo $?; pushd -n /tmp; dirs; pushd +5 2>/dev/null;'
     ' echo $?; dirs -c; dirs; popd +3 2>/dev/null; echo $?; pushd /usr; pushd /tmp; popd +1; popd -0; dirs -l; dirs'
     ' -Q 2>/dev/null; echo $?',
     '1\n1\n/ /tmp\n/ /tmp\n1\n/\n1\n/usr /\n/tmp /usr /\n/tmp /\n/tmp\n/tmp\n2\n',
     0],
]
