PATH="$PWD/node_modules/.bin:$PATH"
jest sum --ci=false --verbose --coverage 2>&1 | sed -E 's/ \([0-9.]+ m?s\)//; /^Time:/d'; cat __snapshots__/*
jest --json --outputFile=out.json > /dev/null 2>&1; echo "exit $?"
node print.js
