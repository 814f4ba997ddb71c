/** A process of its own that opens a data directory again and again while it writes to it: node --import tsx open-twice.ts FOLDER TIMES. */
import { openLmdb } from '../../stores/open-lmdb.ts';

const [folder = '', times = ''] = process.argv.slice(2);
const first = openLmdb(folder);
const busy = first.openDB<number, string>({ name: 'busy' });
let isDone = false;
const writing = Promise.all(
  ['a', 'b', 'c'].map(async (key) => {
    for (let count = 0; !isDone; count += 1) await busy.transaction(() => void busy.put(key, count));
  }),
);
for (let time = 1; time <= Number(times); time += 1) {
  const second = openLmdb(folder);
  const table = second.openDB<number, string>({ name: 'other' });
  await table.transaction(() => void table.put('times', time));
  await second.close();
}
isDone = true;
await writing;
const other = first.openDB<number, string>({ name: 'other' });
process.stdout.write(String(other.get('times')));
await first.close();
