import { z } from 'zod';
import type { ShapeResult } from './kind';

/** The `columns` field shared by the data nodes. Absent or empty: every column with the node's role. */
export function columnChoice(title: string, description: string) {
  return z.array(z.string()).default([]).meta({ title, description, control: 'columns' });
}

/** The shape of a data node follows the encoded width of its columns. */
export function dataShape(dataWidth: number | null, name: string, role: 'feature' | 'target'): ShapeResult {
  if (dataWidth === null) {
    return {
      problem: {
        code: 'data.missing',
        message: `"${name}" has no data yet.`,
        hint: 'Import a CSV file, or drop one on the window.',
      },
    };
  }
  if (dataWidth === 0) {
    return {
      problem: {
        code: 'data.noColumns',
        message: `"${name}" reads no column: the data set has no column with the role ${role}.`,
        hint: `Give a column the role ${role} in the data panel.`,
      },
    };
  }
  return { features: dataWidth };
}
