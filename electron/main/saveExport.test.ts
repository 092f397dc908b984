import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ToEngine } from '../ipc/engineProcess';
import { ExportParts } from './exportParts';
import { saveExported } from './saveExport';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'neuroloom-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const long = Uint8Array.from({ length: 9_000_001 }, (_, index) => index % 251);
const short = Uint8Array.of(1, 2);

/** An engine that holds these files under the id 7. */
function engineWith(files: readonly Uint8Array<ArrayBuffer>[]): ExportParts {
  const parts: ExportParts = new ExportParts((message: ToEngine) => {
    if (message.type !== 'readExport') throw new Error(message.type);
    const { requestId, exportId, file, start, end } = message;
    const part = exportId === 7 ? files[file]!.slice(start, end) : null;
    setImmediate(() => parts.received({ type: 'exportPart', requestId, part }));
    return true;
  });
  return parts;
}

const places = {
  saveExport: async () => join(folder, 'one.onnx'),
  exportFolder: async () => join(folder, 'several'),
};
const one = {
  exportId: 7,
  suggestedName: 'model',
  kind: 'onnx' as const,
  files: [{ name: 'm.onnx', size: long.length }],
};

it('writes one long file, or several into a folder', async () => {
  expect(await saveExported(one, places, engineWith([long]))).toEqual({
    status: 'done',
    value: { fileName: 'one.onnx' },
  });
  expect(Buffer.compare(await readFile(join(folder, 'one.onnx')), long)).toBe(0);
  const files = [
    { name: 'a.py', size: 2 },
    { name: 'b.bin', size: long.length },
    { name: 'empty', size: 0 },
  ];
  await saveExported({ ...one, files }, places, engineWith([short, long, new Uint8Array()]));
  expect(await readdir(join(folder, 'several'))).toEqual(['a.py', 'b.bin', 'empty']);
  expect(Buffer.compare(await readFile(join(folder, 'several', 'b.bin')), long)).toBe(0);
});

it('leaves nothing behind where the export is gone or the engine is lost', async () => {
  const gone = { status: 'failed', problem: { code: 'export.replaced' } };
  expect(await saveExported({ ...one, exportId: 8 }, places, engineWith([long]))).toMatchObject(gone);
  expect(await saveExported(one, places, new ExportParts(() => false))).toMatchObject(gone);
  const dying: ExportParts = new ExportParts(() => {
    setImmediate(() => dying.engineLost());
    return true;
  });
  expect(await saveExported(one, places, dying)).toMatchObject(gone);
  expect(await readdir(folder)).toEqual([]);
});
