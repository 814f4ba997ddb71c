/** A process of its own that writes one search record: node --import tsx put-record.ts FOLDER RECORD-AS-JSON. */
import { systemClock } from '../../runtime/clock.ts';
import { openLmdb } from '../../stores/open-lmdb.ts';
import { createLmdbSearchRecords } from '../../stores/search-records-lmdb.ts';

const [folder = '', record = ''] = process.argv.slice(2);
const environment = openLmdb(folder);
await createLmdbSearchRecords(environment, systemClock).put(JSON.parse(record));
await environment.close();
