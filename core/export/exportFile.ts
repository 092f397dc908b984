import { utf8Bytes } from './bytes';

/** One file of an export. */
export interface ExportFile {
  /** With its extension, without a folder. */
  name: string;
  /** Text, or bytes. A long text comes as its UTF-8, so that it passes from process to process and to the disk as it is. */
  content: string | Uint8Array<ArrayBuffer>;
}

/** What the window gets to see of a file: all of a short one, the beginning of a long one. */
export interface ExportPreview {
  name: string;
  /** Bytes of the whole file. */
  size: number;
  content: ExportFile['content'];
  isWhole: boolean;
}

const longest = 1 << 20;
const beginning = 1 << 16;

export function previewOf({ name, content }: ExportFile): ExportPreview {
  if (typeof content === 'string') return { name, size: utf8Bytes(content).length, content, isWhole: true };
  const isWhole = content.length <= longest;
  return { name, size: content.length, content: isWhole ? content : content.slice(0, beginning), isWhole };
}
