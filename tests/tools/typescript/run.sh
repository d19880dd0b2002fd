PATH="$PWD/node_modules/.bin:$PATH"
tsc --version
tsc -p .; echo "exit $?"
node out/main.js; echo "exit $?"
cat out/shapes.js out/shapes.d.ts; cat out/main.js.map; echo
tsc -p wrong; echo "exit $?"
tsc -p . --listEmittedFiles --incremental | sed "s#$PWD#.#"; echo "exit $?"
