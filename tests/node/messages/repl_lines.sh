# lines that come by a pipe
lines() { printf '%b' "$1" | node -i; echo " = $?"; }
lines 'var a = 1\ndelete a\na\n'
lines 'function f() {\nreturn 5 }\ndelete f; f()\n'
lines 'a = 1; delete a\ntypeof a\n'
lines 'await Promise.resolve(5)\n'
lines 'for (const i of [1,2]) { await i }\n'
lines 'await null; process.exit(3)\n'
lines 'var 1a\n'
lines 'x = 12.5px\n'
