import text from './hello.txt'
import bytes from './bytes.bin'
import { used } from './library'
import loud from './loud.up.js'
console.log(VERSION, text.trim(), bytes, used(20), loud)
import(/* webpackChunkName: "lazy" */ './lazy').then(lazy => console.log(lazy.default))
