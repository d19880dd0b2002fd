PATH="$PWD/node_modules/.bin:$PATH"
vitest run --update --reporter=json --outputFile=out.json > /dev/null 2> err.txt; echo "exit $?"
node print.js; cat src/__snapshots__/*
vitest run --pool=threads cart --reporter=tap-flat | sed -E 's/ # time=.*//'; echo "exit $?"
vitest run nothing > /dev/null 2>&1; echo "exit $?"
