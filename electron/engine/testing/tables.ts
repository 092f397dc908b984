import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataReader } from '../dataReader';
import { DataStore } from '../dataStore';

/** A store on a data engine of its own, in a folder of its own. */
export function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'neuroloom-tables-'));
  const read = dataReader(folder, 2);
  return {
    folder,
    data: new DataStore(read),
    read,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
