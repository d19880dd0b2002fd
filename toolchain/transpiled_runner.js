// Runs the test functions of one lowered test module; part of each bundle that transpiled_tests.py makes, not of dist/.
export async function run(tests) {
  let passed = 0;
  let failed = 0;
  const only = process.env.TERRARIUM_ONE_TEST;
  for (const name of Object.keys(tests)) {
    if (!name.startsWith('test_') || typeof tests[name] !== 'function' || (only && name !== only)) continue;
    try {
      await tests[name]();
      passed++;
    } catch (error) {
      failed++;
      console.log(`FAILED ${name}: ${error && error.stack || error}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}
