import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../core/compile/compile';
import { summariseColumns } from '../core/data/summarise';
import { dataWidths } from '../core/data/widths';
import { formatJson } from '../core/graph/project';
import { projectFrom, tableFrom, trainProject } from '../core/testing/trained';

const folder = resolve(import.meta.dirname, '../resources/samples');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const index: { id: string; name: string; summary: string; file: string }[] = JSON.parse(read('index.json'));

/** What each sample must reach in the epochs its file asks for, on the rows it was not trained on. */
const expected: Record<string, (metrics: { accuracy: number | null; loss: number | null }) => void> = {
  iris: ({ accuracy }) => expect(accuracy).toBeGreaterThanOrEqual(0.97),
  xor: ({ accuracy, loss }) => {
    expect(accuracy).toBe(1);
    expect(loss).toBeLessThan(0.01);
  },
  penguins: ({ accuracy }) => expect(accuracy).toBeGreaterThanOrEqual(0.97),
  // Guessing the mean of the target gives 0.39.
  diabetes: ({ loss }) => expect(loss).toBeLessThan(0.27),
  digits: ({ accuracy }) => expect(accuracy).toBeGreaterThanOrEqual(0.96),
};

test('the index lists every sample of the folder, in order, as its file describes it', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.nloom'));
  expect(index.map((sample) => sample.file).toSorted()).toEqual(files.toSorted());
  index.forEach((sample, position) => {
    const { name, summary, order } = JSON.parse(read(sample.file));
    expect({ ...sample, order: position + 1 }).toEqual({
      id: sample.id,
      file: `${sample.id}.nloom`,
      name,
      summary,
      order,
    });
  });
});

describe.each(index)('$name', ({ id, file }) => {
  const project = projectFrom(JSON.parse(read(file)));
  const { graph, dataset, training } = project;
  const table = tableFrom(read(dataset!.source.path));

  test('is laid out as the app lays it out, untrained', () => {
    expect(`${formatJson(JSON.parse(read(file)))}\n`).toBe(read(file));
    expect(project.parameters).toBeUndefined();
  });

  test('compiles, describes every column of its file, and leaves room between the cards', () => {
    expect(compile(graph, dataWidths(graph, dataset), training).problems).toEqual([]);
    const summaries = summariseColumns(table);
    expect(dataset!.columns.map((column) => column.name)).toEqual(summaries.map((column) => column.name));
    const places = graph.nodes.map(({ position }) => position);
    places.forEach((a, i) => {
      for (const b of places.slice(i + 1))
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(200);
    });
  });

  test('learns what it promises', () => {
    const { metrics } = trainProject(project, table, training.epochs);
    const { validationAccuracy, validationLoss, accuracy, loss } = metrics!;
    expected[id]!({ accuracy: validationAccuracy ?? accuracy, loss: validationLoss ?? loss });
  });
});
