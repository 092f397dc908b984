import { mkdir, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../../core/graph/problem';
import { stageFile, writeFileAtomically } from '../files/atomicWrite';
import { fileProblem } from '../files/fileProblem';
import type { Outcome, RequestOf } from '../ipc/contract';
import { ExportGone, type ExportParts } from './exportParts';

type Saved = Outcome<{ fileName: string }>;

/** Where the user wants it; null where the user does not. */
interface Places {
  saveExport(name: string, kind: RequestOf<'export:saveExported'>['kind']): Promise<string | null>;
  exportFolder(name: string): Promise<string | null>;
}

/** Writes what the engine has exported: one file, or several into a folder of their own, all of them or none. */
export async function saveExported(
  request: RequestOf<'export:saveExported'>,
  places: Places,
  parts: Pick<ExportParts, 'bytes'>,
): Promise<Saved> {
  const { exportId, suggestedName, kind, files } = request;
  if (files.length > 1) {
    const folder = await places.exportFolder(suggestedName);
    if (folder === null) return { status: 'cancelled' };
    return outcome(folder, await saveFolder(folder, request, parts));
  }
  const path = await places.saveExport(suggestedName, kind);
  if (path === null) return { status: 'cancelled' };
  const write = () => writeFileAtomically(path, parts.bytes(exportId, 0, files[0]!.size));
  return outcome(path, await problemOf(path, write));
}

/** Weights beside the code of another export would be worse than none: files are replaced when all of them are there. */
async function saveFolder(
  folder: string,
  { exportId, files }: RequestOf<'export:saveExported'>,
  parts: Pick<ExportParts, 'bytes'>,
): Promise<Problem | null> {
  let isNew = false;
  const staged: Awaited<ReturnType<typeof stageFile>>[] = [];
  let problem = await problemOf(folder, async () => {
    isNew = (await mkdir(folder, { recursive: true })) !== undefined;
  });
  for (const [index, { name, size }] of files.entries()) {
    const path = join(folder, name);
    problem ??= await problemOf(path, async () => {
      staged.push(await stageFile(path, parts.bytes(exportId, index, size)));
    });
  }
  for (const [index, file] of staged.entries()) {
    if (problem === null) problem = await problemOf(join(folder, files[index]!.name), () => file.replace());
    else await file.discard();
  }
  // Nothing is in it.
  if (problem && isNew) await rmdir(folder).catch(() => {});
  return problem;
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
