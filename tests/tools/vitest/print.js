import fs from 'node:fs'
const found = JSON.parse(fs.readFileSync('out.json', 'utf8'))
console.log(found.numPassedTests, found.numFailedTests, found.numPendingTests, found.success)
for (const file of found.testResults.sort((a, b) => a.name < b.name ? -1 : 1)) {
  for (const test of file.assertionResults) console.log(test.status, test.fullName, test.failureMessages.map(text => text.split(/\n\s+at /)[0]).join())
}
