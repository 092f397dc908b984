import type { ExportFile, ExportPreview } from '../../core/export/exportFile';
import type { Problem } from '../../core/graph/problem';
import type { EngineClient } from '../engine/engineClient';

/** So much arrives at once: the window draws in between. */
const partSize = 1 << 22;

/** The files as they will be written, with what the window has not seen of them. */
export async function wholeFiles(
  engine: Pick<EngineClient, 'readExport'>,
  exportId: number,
  previews: readonly ExportPreview[],
): Promise<{ ok: true; files: ExportFile[] } | { ok: false; problem: Problem }> {
  const files: ExportFile[] = [];
  for (const [file, { name, size, content, isWhole }] of previews.entries()) {
    if (isWhole) {
      files.push({ name, content });
      continue;
    }
    const all = new Uint8Array(size);
    for (let start = 0; start < size; start += partSize) {
      const end = Math.min(start + partSize, size);
      const part = await engine.readExport({ exportId, file, start, end });
      if (!part.ok) return part;
      all.set(part.value, start);
    }
    files.push({ name, content: all });
  }
  return { ok: true, files };
}
