// perf_hooks.createHistogram and monitorEventLoopDelay: the counts, and every method and error.
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');

function attempt(name, call) {
  try {
    console.log(name, call());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
}

const histogram = createHistogram();
attempt('empty', () => [histogram, histogram.minBigInt, histogram.maxBigInt]);
histogram.record(5);
histogram.record(100n);
attempt('two', () => histogram);
attempt('JSON', () => histogram.toJSON());
attempt('BigInt', () => [histogram.percentileBigInt(99), histogram.percentilesBigInt, histogram.minBigInt, histogram.maxBigInt, histogram.exceedsBigInt,
                         histogram.countBigInt]);
for (const value of [0, -1, '1', 1.5, NaN, 2 ** 53, undefined, 0n, -5n]) attempt(`record ${String(value)}`, () => histogram.record(value));
for (const percent of [0, 101, 'x', 50, 0.001, 100]) attempt(`percentile ${percent}`, () => histogram.percentile(percent));

attempt('percentile of an empty delay', () => [monitorEventLoopDelay().percentile(50), monitorEventLoopDelay().percentiles]);

const wide = createHistogram();
for (let k = 1; k < 100000; k = Math.ceil(k * 1.3)) wide.record(k);
attempt('wide', () => wide);
attempt('percentiles', () => [1, 5, 10, 33.3, 50, 90, 99, 99.9].map((percent) => wide.percentile(percent)));
for (const options of [{ lowest: 0 }, { lowest: 5, highest: 6 }, { figures: 6 }, { figures: 0 }, { lowest: 1n, highest: 1n }, 5, null, { highest: 'x' }])
  attempt('options', () => createHistogram(options).count);
for (const figures of [1, 2, 3, 4, 5]) {
  const small = createHistogram({ lowest: 1, highest: 1000, figures });
  for (const value of [1, 17, 123, 999, 1000, 1023, 5000, 1000000]) small.record(value);
  attempt(`figures ${figures}`, () => [small.min, small.max, small.mean, small.stddev, small.exceeds, small.count, small.percentile(50), small.percentiles]);
}
attempt('coarse', () => {
  const coarse = createHistogram({ lowest: 1000, highest: 1000000 });
  for (const value of [1, 999, 1000, 1500, 77777]) coarse.record(value);
  return [coarse.min, coarse.max, coarse.mean, coarse.count, coarse.percentiles];
});
attempt('add', () => {
  const sum = createHistogram({ lowest: 1, highest: 100, figures: 2 });
  sum.record(5);
  sum.add(histogram);
  sum.add(wide);
  return sum;
});
attempt('add what', () => histogram.add({}));
const clone = structuredClone(histogram);
clone.record(7);
attempt('a clone counts with it', () => [histogram.count, clone.count, clone.constructor.name]);
attempt('reset', () => (histogram.reset(), [histogram, clone.count]));
attempt('delta', () => (histogram.recordDelta(), histogram.recordDelta(), histogram.recordDelta(), histogram.count));

const delay = monitorEventLoopDelay({ resolution: 5 });
attempt('switch', () => [delay.enable(), delay.enable(), delay.disable(), delay.disable(), delay.constructor.name]);
attempt('resolution', () => monitorEventLoopDelay({ resolution: 0 }));
attempt('record', () => delay.record);
attempt('construct', () => new delay.constructor());
delay.enable();
setTimeout(() => {
  delay.disable();
  attempt('measured', () => [delay.count > 1, delay.min >= 1e6, delay.max < 1e9, delay.mean >= 4e6, delay.percentile(50) >= 4e6]);
}, 80);
