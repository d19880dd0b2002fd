// node:v8 is whole, as in a Node with an inspector: test runners call takeCoverage() without asking whether anything is measured.
'use strict'
const v8 = require('node:v8')
console.log(Object.keys(v8).sort().join(' '))
console.log(v8.takeCoverage(), v8.stopCoverage(), v8.takeCoverage())
