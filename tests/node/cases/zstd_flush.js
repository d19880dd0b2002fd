// Streams of zstd that are flushed, and that go on after their end; brotli after its end; numbers that aren't whole.
const z = require('zlib');

function through(make, steps) {
  return new Promise((resolve) => {
    const stream = make();
    const parts = [];
    stream.on('error', (error) => resolve([error.code, error.errno, error.message]));
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => resolve(Buffer.concat(parts)));
    const next = () => {
      const step = steps.shift();
      if (step === undefined) stream.end();
      else if (typeof step === 'number') stream.flush(step, next);
      else stream.write(step, next);
    };
    next();
  });
}

(async () => {
  const text = 'hello world '.repeat(200);
  for (const steps of [['abc', 1, 'def'], ['abc', 1, 1, 'def', 1], [1, 'abc'], ['abc', 2, 'def'], ['abc', 'def'], [], [1]]) {
    const frame = await through(() => z.createZstdCompress(), [...steps]);
    console.log(JSON.stringify(steps), frame.toString('hex'));
  }
  for (const params of [{}, { [z.constants.ZSTD_c_checksumFlag]: 1 }, { [z.constants.ZSTD_c_compressionLevel]: 19 }]) {
    const frame = await through(() => z.createZstdCompress({ params }), [text, 1, 'x', 1, text, 'y'.repeat(200000), 1]);
    console.log(z.zstdDecompressSync(frame).length, z.zstdDecompressSync(frame).equals(Buffer.from(`${text}x${text}${'y'.repeat(200000)}`)));
  }
  console.log(await through(() => z.createZstdCompress({ pledgedSrcSize: 7 }), ['abc', 1, 'def']));
  console.log(await through(() => z.createBrotliCompress(), ['abc', 2, 'def']));
  console.log(await through(() => z.createBrotliCompress(), [text, 1, 'x', 2, 'def']));
  for (const options of [{ level: 1.5 }, { level: 8.9 }, { level: -0.5 }, { strategy: 2.5 }, { memLevel: 5.5 }, { finishFlush: 4.5 }])
    console.log(options, z.deflateSync(text, options).toString('hex').slice(0, 200));
})();
