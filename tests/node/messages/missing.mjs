import fs, { nope as x } from './helper.mjs'
