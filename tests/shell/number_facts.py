"""Large numbers in utilities: scripts with their output and status, from dash and GNU. Run by test_dash.py."""

CASES = [
    ["printf '9007199254740993\\n9007199254740992\\n9007199254740994\\n' | sort -n; printf '18446744073709551616\\n18446744073709551615\\n' | sort -n;"
     " printf '%s\\n' 10 9 -3 2.5 2.45 1e3 | sort -n | tr '\\n' ' '",
     '9007199254740992\n9007199254740993\n9007199254740994\n18446744073709551615\n18446744073709551616\n-3 1e3 2.45 2.5 9 10 ', 0],
    ["printf '\\377\\377\\377\\377\\377\\377\\377\\177' | od -An -td8; printf '\\377\\377\\377\\377\\377\\377\\377\\377' | od -An -td8;"
     " printf '\\377\\377\\377\\377\\377\\377\\377\\377' | od -An -tu8; printf '\\001\\000\\000\\000\\000\\000\\040\\000' | od -An -tu8",
     '  9223372036854775807\n                   -1\n 18446744073709551615\n     9007199254740993\n', 0],
    ["printf '\\377\\377\\377\\377\\377\\377\\377\\377' | od -An -tx8; printf '\\377\\377\\377\\377' | od -An -tu4;"
     " printf '\\377\\377\\377\\377' | od -An -td4; printf '\\200\\200' | od -An -td2; printf '\\377' | od -An -td1 -to1;"
     " printf '\\377\\377\\377\\377\\377\\377\\377\\377' | od -An -to8",
     ' ffffffffffffffff\n 4294967295\n          -1\n -32640\n   -1\n  377\n 1777777777777777777777\n', 0],
    ["printf '\\377\\377\\377\\377\\377\\377\\377\\377' | hexdump -C | head -1; printf 'abc' | od -Ax -c; printf 'abcdefgh' | od -j 3 -N 2 -c -An",
     '00000000  ff ff ff ff ff ff ff ff                           |........|\n000000   a   b   c\n000003\n   d   e\n', 0],
    ["date -u -d @4294967296 +%F; date -u -d @253402300799 +%F; date -u -d @-1 '+%F %T'; date -u -d @9007199254740 +%Y 2>/dev/null | head -c 6",
     '2106-02-07\n9999-12-31\n1969-12-31 23:59:59\n287396', 0],
    ['nl -v 9007199254740992 -w 20 <<E', '', 0],
    ["printf 'a\\nb\\n' | nl -v 9007199254740992 -w 20", '    9007199254740992\ta\n    9007199254740993\tb\n', 0],
    ["echo x | sed 's/x/&&/99999999999' 2>/dev/null; echo $?; printf 'a\\nb\\n' | sed -n '4294967297p'; printf 'a\\nb\\n' | sed -n '1,99999999999999p';"
     " echo aaa | sed 's/a/b/2'",
     'x\n0\na\nb\naba\n', 0],
    ['find . -size +4294967295c 2>/dev/null | wc -l; touch a; find . -name a -size -9007199254740993c; find . -name a -mtime -99999999999 ',
     '0\n./a\n./a\n', 0],
    ["echo abc | cut -c 9007199254740993-; echo 'a b c' | cut -d' ' -f 2-99999999999; printf 'a,b\\n' | cut -d, -f 4294967297; echo rc $?",
     '\nb c\n\nrc 0\n', 0],
    ['echo abcdef | fold -w 9007199254740993; echo abc | fold -w 2', 'abcdef\nab\nc\n', 0],
    ['test 18446744073709551617 -eq 1; echo $?; [ 4294967297 -eq 1 ]; echo $?; [ 0xA -eq 10 ] 2>/dev/null; echo $?;'
     ' [ 9223372036854775807 -eq 9223372036854775806 ]; echo $?',
     '2\n1\n2\n1\n', 0],
    ["printf '%s\\n' -9007199254740993 -9007199254740992 | sort -n; printf '0.1234567890123456789\\n0.1234567890123456788\\n' | sort -n;"
     " printf '1,2\\n1,10\\n' | sort -t, -k2n; printf 'a 10\\nb 9\\n' | sort -k2,2n",
     '-9007199254740993\n-9007199254740992\n0.1234567890123456788\n0.1234567890123456789\n1,2\n1,10\nb 9\na 10\n', 0],
    ['umask 0; mkdir -m 7777777777777 d 2>/dev/null; echo $?; chmod 99999999999 a 2>/dev/null; echo $?; kill -99999999999 $$ 2>/dev/null; echo $?;'
     ' exit 99999999999999999999',
     '1\n1\n2\n', 2],
]
