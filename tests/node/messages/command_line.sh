node --input-type=module -e 'import fs from "fs"; fs.nope()'
node -e 'const x = async () => { await 0; null.y }; x()'
node -e 'fs.nope()'
node -p '[typeof arguments, (async () => { for await (const x of y); }) + ""]'
node --input-type=module -e 'import { x } from "data:text/javascript,export default 1"'
node --input-type=module -e 'import x from "data:text/javascript,export default 1"; x()'
node --input-type=module -e 'export default function () { throw new Error("q") }; import x from "data:text/javascript,export const a = 1; export default a"; await x.y.z'
node --input-type=module -e 'await 1; await new Promise(() => {})'
node --no-warnings --experimental-vm-modules vm_modules.mjs
printf 'fs.nope()\nconst f = async () => { for await (const x of 5); }\nf + ""\nlet {a} = null\nlet f\n' | node -i
node --test --watch-path=. --test-isolation=q --check y; node --test --test-isolation=q; node --test-isolation=q -p 1
node --nope; node -c -e 1
