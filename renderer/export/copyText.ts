import type { ExportPreview } from '../../core/export/exportFile';
import { partsOf } from '../../core/parts';
import type { EngineClient } from '../engine/engineClient';
import { languageOf } from './highlight';

/** A longer text would keep the window from drawing while the clipboard takes it. */
const longestCopy = 1 << 24;

/** Why an export cannot be copied, as a sentence; null where it can. */
export function whyNotCopied(files: readonly ExportPreview[], sizeText: string): string | null {
  const [file] = files;
  if (!file || files.length > 1) return 'Several files can only be saved.';
  if (typeof file.content !== 'string' && !languageOf(file.name)) return 'Only text can be copied.';
  return file.size > longestCopy ? `${sizeText} is too long for the clipboard. Save it instead.` : null;
}

/** The whole text of a file, of which the window may have the beginning alone; null where the engine has it no more. */
export async function textOf(
  engine: Pick<EngineClient, 'readExport'>,
  exportId: number,
  { content, size, isWhole }: ExportPreview,
): Promise<string | null> {
  if (typeof content === 'string') return content;
  if (isWhole) return new TextDecoder().decode(content);
  const all = new Uint8Array(size);
  for (const [start, end] of partsOf(size)) {
    const part = await engine.readExport({ exportId, file: 0, start, end });
    if (!part.ok) return null;
    all.set(part.value, start);
  }
  return new TextDecoder().decode(all);
}
