import { utf8Bytes } from '../../core/export/bytes';
import { type ExportFile, type ExportPreview, previewOf } from '../../core/export/exportFile';

/** Where bytes stand in what was exported. */
interface Place {
  exportId: number;
  file: number;
  start: number;
  end: number;
}

/** The files that were exported last, to be read in parts until others take their place. */
export class LastExport {
  #id: number | null = null;
  #files: readonly ExportFile[] = [];

  /** What the window shows of them. */
  keep(id: number, files: readonly ExportFile[]): ExportPreview[] {
    this.#id = id;
    this.#files = files;
    return files.map(previewOf);
  }

  /** Null where the last export is another one. */
  part({ exportId, file, start, end }: Place): Uint8Array<ArrayBuffer> | null {
    const content = this.#id === exportId ? this.#files[file]?.content : undefined;
    if (content === undefined) return null;
    return (typeof content === 'string' ? utf8Bytes(content) : content).slice(start, end);
  }
}
