"""Scripts, their output and status, from bash 5.2. Run by test_naming.py."""

CASES = [
    ['type -t echo type if "[["; f() { :; }; type -t f; type -t nope; echo $?; shopt -s expand_aliases; alias al=x; '
     'type -t al; type al; command -v al if f echo; echo $?; command -v nope; echo $?; type nope 2>/dev/null; echo $'
     '?',
     "builtin\nbuiltin\nkeyword\nkeyword\nfunction\n1\nalias\nal is aliased to `x'\nalias al='x'\nif\nf\necho\n0\n1\n1\n",
     0],
    ['type if cd; command -V cd; command -V nope 2>/dev/null; echo $?; echo() { printf "mine\\n"; }; echo x; builtin '
     'echo x; command echo y; builtin nope 2>/dev/null; builtin printf "%s\\n" "$?"; type -t echo; type -ft echo',
     'if is a shell keyword\ncd is a shell builtin\ncd is a shell builtin\n1\nmine\nx\ny\n1\nfunction\nbuiltin\n',
     0],
    ['command -p -v nope; builtin; builtin echo $?; type -Z 2>/dev/null; builtin echo $?; command; builtin echo $?; '
     'builtin -- echo z',
     '0\n2\n0\nz\n',
     0],
]
