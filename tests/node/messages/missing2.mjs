export { nope } from './react.mjs'
