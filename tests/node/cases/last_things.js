// A program ends only when nothing is left to do: chains of ticks and promises keep it running. It prints only at the end, because
// output would keep it running too.
const { Readable } = require('stream');
const found = [];
process.on('exit', (code) => console.log(code, found.join('\n')));

const twoStreams = async () => {
  found.push(`mapped ${await Readable.from([1, 2]).map((x) => x * 2).toArray()}`);
  found.push(`filtered ${await Readable.from([1, 2, 3]).filter((x) => x % 2).map(async (x) => x).toArray()}`);
  found.push(`reduced ${await Readable.from([1, 2, 3]).flatMap((x) => [x, x]).reduce((sum, x) => sum + x, 0)}`);
};

const ticksAndPromises = async () => {
  let steps = 0;
  for (let k = 0; k < 40; k++) {
    await new Promise((resolve) => process.nextTick(resolve));
    await null;
    steps++;
  }
  found.push(`steps ${steps}`);
};

let again = 2;
process.on('beforeExit', () => {
  found.push('before exit');
  if (again-- > 0) Promise.resolve().then(() => process.nextTick(() => Promise.resolve().then(() => process.nextTick(() => setImmediate(() => found.push('more'))))));
});
ticksAndPromises().then(twoStreams);
