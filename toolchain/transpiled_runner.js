// Runs the test functions of one lowered test module; part of each bundle that transpiled_tests.py makes, not of dist/.
// A function with a parameter is a test for each of the module's CASES, as tests/conftest.py has it for pytest.
export async function run(tests) {
  let passed = 0;
  let failed = 0;
  const only = process.env.TERRARIUM_ONE_TEST;
  for (const name of Object.keys(tests)) {
    if (!name.startsWith('test_') || typeof tests[name] !== 'function' || (only && name !== only)) continue;
    for (const [number, given] of (tests[name].length === 0 ? [[]] : tests.CASES.map((one) => [one])).entries()) {
      try {
        await tests[name](...given);
        passed++;
      } catch (error) {
        failed++;
        console.log(`FAILED ${name}${given.length ? `[${number}]` : ''}: ${error && error.stack || error}`);
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
