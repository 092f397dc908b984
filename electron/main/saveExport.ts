import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../../core/graph/problem';
import { writeFileAtomically } from '../files/atomicWrite';
import { fileProblem } from '../files/fileProblem';
import type { Outcome, RequestOf } from '../ipc/contract';
import { ExportGone, type ExportParts } from './exportParts';

type Saved = Outcome<{ fileName: string }>;

/** Where the user wants it; null where the user does not. */
interface Places {
  saveExport(name: string, kind: RequestOf<'export:saveExported'>['kind']): Promise<string | null>;
  exportFolder(name: string): Promise<string | null>;
}

/** Writes what the engine has exported: one file, or several into a folder of their own. */
export async function saveExported(
  { exportId, suggestedName, kind, files }: RequestOf<'export:saveExported'>,
  places: Places,
  parts: Pick<ExportParts, 'bytes'>,
): Promise<Saved> {
  const isFolder = files.length > 1;
  const place = isFolder
    ? await places.exportFolder(suggestedName)
    : await places.saveExport(suggestedName, kind);
  if (place === null) return { status: 'cancelled' };
  if (isFolder) {
    const problem = await problemOf(place, () => mkdir(place, { recursive: true }));
    if (problem) return { status: 'failed', problem };
  }
  for (const [index, { name, size }] of files.entries()) {
    const path = isFolder ? join(place, name) : place;
    const problem = await problemOf(path, () =>
      writeFileAtomically(path, parts.bytes(exportId, index, size)),
    );
    if (problem) return { status: 'failed', problem };
  }
  return outcome(place, null);
}

function outcome(path: string, problem: Problem | null): Saved {
  return problem ? { status: 'failed', problem } : { status: 'done', value: { fileName: basename(path) } };
}

async function problemOf(path: string, work: () => Promise<unknown>): Promise<Problem | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof ExportGone ? error.problem : fileProblem(error, 'write', path);
  }
}
