PATH="$PWD/node_modules/.bin:$PATH"
mocha --reporter tap test/*.test.* > out.txt; echo "exit $?"; grep -v '^ *at ' out.txt | sed "s#$PWD#.#g"
mocha --grep 'adds|waits' --reporter dot > out.txt; echo "exit $?"; sed 's/([0-9]*ms)//' out.txt
mocha --parallel --reporter json --grep modules test/*.test.* > out.txt; echo "exit $?"
node -p 'const { stats } = JSON.parse(require("fs").readFileSync("out.txt", "utf8")); [stats.tests, stats.passes]'
