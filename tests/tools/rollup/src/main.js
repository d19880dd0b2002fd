import { debug } from 'virtual:config'
import * as library from './library.js'
if (debug) console.log('never')
console.log(library.twice(21))
const { late } = await import('./late.js')
export default late
