const found = require('./out.json')
console.log(found.numPassedTests, found.numFailedTests, found.success)
for (const file of found.testResults.sort((a, b) => a.name < b.name ? -1 : 1)) {
  for (const test of file.assertionResults) console.log(test.status, test.title, test.failureMessages.map(text => text.split(/\n\s+at /)[0]).join())
}
