/** One file of an export. */
export interface ExportFile {
  /** With its extension, without a folder. */
  name: string;
  /** Text, or bytes. A long text comes as its UTF-8, so that it passes from process to process and to the disk as it is. */
  content: string | Uint8Array<ArrayBuffer>;
}
