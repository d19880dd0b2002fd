PATH="$PWD/node_modules/.bin:$PATH"
there() { sed "s#$PWD#.#"; }
eslint . > out.txt; echo "exit $?"; there < out.txt
eslint --format json src/main.test.js | there
rm src/broken.js
eslint --fix . > out.txt; echo "exit $?"; there < out.txt; cat src/main.test.js
eslint nothing.js 2>&1 | head -n 5
eslint --rule '{"no-undef": 0, "eqeqeq": 0}' --quiet src/main.test.js; echo "exit $?"
