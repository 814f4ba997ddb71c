// A thread of tests: answers as it is told to, or does not.
import { parentPort } from 'node:worker_threads';

const filled = [];
const ACTS = {
  echo: ({ what }) => parentPort.postMessage({ kind: 'answered', answer: what }),
  'fail with': ({ what }) => parentPort.postMessage({ kind: 'failed', error: new RangeError(what) }),
  hang: () => {
    for (;;);
  },
  'fill its memory': () => {
    for (;;) filled.push(new Array(1_000_000).fill(Math.random()));
  },
  exit: () => process.exit(3),
  crash: () => {
    throw new Error('crashed');
  },
};

parentPort.on('message', (question) => {
  parentPort.postMessage({ kind: 'begins', limitMs: question.limitMs });
  ACTS[question.act](question);
});
