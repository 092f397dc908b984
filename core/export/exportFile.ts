/** One file of an export. */
export interface ExportFile {
  /** With its extension, without a folder. */
  name: string;
  content: string | Uint8Array<ArrayBuffer>;
}
