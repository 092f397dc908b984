import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';

export interface PredictedRow {
  /** Number of the row in the file, from 1. */
  row: number;
  actual: string;
  predicted: string;
  /** Outputs by name, with every digit. */
  outputs: number[];
}

/** Reads the CSV that "Save predictions" writes: row, part, actual, predicted, then one column for each output. */
export async function readPredictions(file: string): Promise<PredictedRow[]> {
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).not.toBe('');
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split(/\r?\n/);
  return lines.map((line) => {
    const [row, , actual, predicted, ...outputs] = line.split(',');
    return { row: Number(row), actual: actual!, predicted: predicted!, outputs: outputs.map(Number) };
  });
}

interface ExportedModule {
  predict(row: Record<string, number>): string;
  predictProbabilities(row: Record<string, number>): Record<string, number>;
}

/** Runs an exported, compiled module on the rows of a CSV of numbers and holds it to what the app said. */
export async function expectEqualPredictions(
  module: string,
  csv: string,
  expected: PredictedRow[],
): Promise<void> {
  const model: ExportedModule = createRequire(__filename)(module);
  const [header, ...lines] = (await readFile(csv, 'utf8')).trim().split(/\r?\n/);
  const names = header!.split(',');
  let largest = 0;
  for (const { row, actual, predicted, outputs } of expected) {
    const cells = lines[row - 1]!.split(',');
    expect(cells.at(-1)).toBe(actual);
    const features = Object.fromEntries(
      names.slice(0, -1).map((name, index) => [name, Number(cells[index])]),
    );
    expect(model.predict(features)).toBe(predicted);
    const probabilities = Object.values(model.predictProbabilities(features));
    expect(probabilities).toHaveLength(outputs.length);
    for (const [index, value] of probabilities.entries()) {
      largest = Math.max(largest, Math.abs(value - outputs[index]!));
    }
  }
  expect(largest).toBeLessThan(1e-6);
}
