import fs from 'fs'; import path from 'path'
const a = 1; await 1; const b = await fs.promises.nope(a)
