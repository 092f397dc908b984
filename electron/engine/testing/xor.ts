import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseProject } from '../../../core/graph/project';
import type { Project } from '../../../core/graph/schema';
import type { CommandOf } from '../../../core/protocol';
import type { DataRequest } from '../../ipc/engineProcess';

/** A CSV file on disk: 60 points in the plane, in two classes by the quadrant. Row 7 has an empty cell. */
export function writeXorCsv(): string {
  const lines = ['a,b,label'];
  for (let row = 0; row < 60; row++) {
    const a = Math.sin(row * 12.9898) * 2;
    const b = Math.cos(row * 78.233) * 2;
    lines.push(
      row === 7 ? `,${b.toFixed(3)},no` : `${a.toFixed(3)},${b.toFixed(3)},${a * b > 0 ? 'yes' : 'no'}`,
    );
  }
  const path = join(mkdtempSync(join(tmpdir(), 'neuroloom-')), 'xor.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** 2-6-tanh-2-softmax on that file. */
export function xorProject(training: object = {}): Project & { dataset: NonNullable<Project['dataset']> } {
  const parsed = parseProject({
    format: 'neuroloom-project',
    version: 1,
    graph: {
      nodes: [
        { id: 'in', kind: 'input' },
        { id: 'h', kind: 'dense', units: 6 },
        { id: 'act', kind: 'activation', function: 'tanh' },
        { id: 'out', kind: 'dense', units: 2 },
        { id: 'prob', kind: 'activation', function: 'softmax' },
        { id: 'y', kind: 'target' },
        { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy' },
      ],
      edges: [
        { from: 'in.out', to: 'h.in' },
        { from: 'h.out', to: 'act.in' },
        { from: 'act.out', to: 'out.in' },
        { from: 'out.out', to: 'prob.in' },
        { from: 'prob.out', to: 'loss.prediction' },
        { from: 'y.out', to: 'loss.target' },
      ],
    },
    dataset: {
      source: { kind: 'csv', path: 'xor.csv' },
      columns: [
        { name: 'a', type: 'number', role: 'feature', scaling: 'standard' },
        { name: 'b', type: 'number', role: 'feature', scaling: 'standard' },
        { name: 'label', type: 'category', role: 'target', categories: ['no', 'yes'] },
      ],
    },
    training: { optimizer: { kind: 'adam', learningRate: 0.02 }, batchSize: 8, ...training },
  });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const { dataset } = parsed.project;
  if (!dataset) throw new Error('no dataset');
  return { ...parsed.project, dataset };
}

export function startCommand(
  change: Partial<CommandOf<'start'>> = {},
  training: object = {},
): CommandOf<'start'> {
  const project = xorProject(training);
  return {
    type: 'start',
    runId: 'run-1',
    graph: project.graph,
    dataset: project.dataset,
    training: project.training,
    dataId: 'data-1',
    parameters: null,
    checkpoint: null,
    untilEpoch: 20,
    paused: false,
    watchRow: 0,
    ...change,
  };
}

/** The file as the project reads it. */
export function xorRequest(path: string): DataRequest {
  const { columns } = xorProject().dataset;
  return {
    source: { kind: 'csv', path },
    types: Object.fromEntries(columns.map(({ name, type }) => [name, type])),
  };
}
