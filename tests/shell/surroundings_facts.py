"""How commands are found, and the builtins on the shell's environment, in dash. Run as processes, so that PATH has files (test_surroundings.py)."""

CASES = [
    # commands along PATH
    [': > f; mkdir bin; printf "#!/bin/sh\\necho mine \\$1\\n" > bin/tr; chmod +x bin/*; PATH=$PWD/bin:$PATH; tr a; echo x | xargs tr; env tr b; (tr c); PATH=/bin tr x y < f',
     'mine a\nmine x\nmine b\nmine c\n', 0],
    ['mkdir bin; echo "echo \\$0 \\$1" > bin/plain; chmod +x bin/plain; PATH=$PATH:bin; plain a; cd bin; PATH=.:$PATH; plain b; ./plain c; echo x | xargs plain',
     'bin/plain a\n./plain b\n./plain c\n./plain x\n', 0],
    ['mkdir bin; echo "echo \\$0" > bin/plain; PATH=bin:$PATH; chmod +x bin/plain; plain; rm bin/plain; plain; echo $?', 'bin/plain\n127\n', 0],
    ['PATH=/nope; ls; echo $?; echo still; command -p ls -d /; command -pv cat; command -p nope; echo $?', '127\nstill\n/\n/usr/bin/cat\n127\n', 0],
    ['command -v tr; command -pV tr; command -v cd; command -v test; command -v nope; echo $?; [ -x "$(command -v tar)" ] && echo found',
     '/usr/bin/tr\ntr is /usr/bin/tr\ncd\ntest\n127\nfound\n', 0],
    ['command -x ls; echo $?; command; echo $?; command --; echo $?; f() { echo function; }; f; command f; echo $?', '2\n0\n0\nfunction\n127\n', 0],
    ['for n in cat expr ls mkdir rm sed sleep tar; do [ -x /bin/$n ] && [ -x /usr/bin/$n ] || echo $n; done; /bin/echo a; /usr/bin/printf "%s\\n" b', 'a\nb\n', 0],
    # a missing command in a pipeline
    ['nope | cat; echo $?; echo x | nope | cat; echo $?; echo x | nope; echo $?', '0\n0\n127\n', 0],
    # hash, umask, ulimit
    ['hash; hash tr; hash; hash -r; hash; hash nope; echo $?; hash echo; echo $?', '/usr/bin/tr\n1\n0\n', 0],
    ['umask; umask -S; umask u=rwx,g=rx,o=; umask; umask g+w; umask; umask a-x; umask -S; umask 0077; umask; umask u=; umask; umask +x; umask; umask =rx; umask',
     '0022\nu=rwx,g=rx,o=rx\n0027\n0007\nu=rw,g=rw,o=\n0077\n0777\n0666\n0222\n', 0],
    ['umask 9; echo $?; umask u=q; echo $?; umask 22; umask; (umask 7); umask; touch f; umask 77; touch g; stat -c %a f g', '2\n2\n0022\n0022\n644\n600\n', 0],
    ['ulimit -n 100; ulimit -n; ulimit -Sn 50; ulimit -Sn; ulimit -Hn; ulimit -n 60; ulimit -n; ulimit -Hn', '100\n50\n100\n60\n60\n', 0],
    ['(ulimit -n 8; ulimit -n); ulimit -n 9; exec 3</dev/null; echo three; ulimit -n', '8\nthree\n9\n', 0],
    ['ulimit -n 10; ulimit -Hn 20; echo $?', '2\n', 0],
    ['ulimit -t 50; ulimit -t; ulimit -Ht; ulimit -St 30; ulimit -t; ulimit -Ht; (ulimit -t 7; ulimit -t); ulimit -t', '50\n50\n30\n50\n7\n30\n', 0],
    ['ulimit -t 50; ulimit -t 60; echo $?; ulimit -t', '2\n50\n', 0],
    ['ulimit -St 50; ulimit -Ht 40; echo $?; ulimit -v 8000000; ulimit -v', '2\n8000000\n', 0],
    ['ulimit -f 1; head -c 2000 /dev/zero > f; wc -c < f; (ulimit -f 0; ulimit -f); ulimit -f', '512\n0\n1\n', 0],
    ['. /dev/null; echo $?', '0\n', 0],
    ['ulimit; ulimit -t -f; ulimit -f; ulimit -c; ulimit -f abc; echo $?; ulimit -q; echo $?', 'unlimited\nunlimited\nunlimited\n0\n2\n2\n', 0],
    # how `kill` treats jobs that have ended
    ['sleep 0.1 & P=$!; while kill -0 $P; do sleep 0.1; done; echo over', 'over\n', 0],
]
