import fs from 'node:fs'
let count = 0
var unused = 1
export function check(a, _b) {
  if (a == count) console.log(missing)
  switch (a) { case 1: fs.existsSync('x'); case 2: return }
  for (;;) {}
}
