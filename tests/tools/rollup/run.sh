PATH="$PWD/node_modules/.bin:$PATH"
rollup -i src/main.js -f es -p '{name:"virtual",resolveId:i=>i.startsWith("virtual:")?i:null,load:i=>i.startsWith("virtual:")?"export const debug=true":null}' 2> /dev/null; echo "exit $?"
sed -i 's/const { late } = await import/export const late = import/; /export default late/d' src/main.js
rollup -c --silent; echo "exit $?"
for file in es/*.js cjs/*.cjs; do echo "== $file"; cat $file; done
cat es/main.js.map; echo; node es/main.js; node cjs/main.cjs
echo 'import {' > src/main.js
rollup -c --silent > out.txt 2>&1; echo "exit $?"; grep -c 'Unexpected token\|Expected' out.txt
