import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNetwork } from '../testing/arbitraryGraph';
import { newProject, parseProject, serializeProject } from './project';

const minimal = { format: 'neuroloom-project', version: 1, graph: { nodes: [], edges: [] } };
const read = (json: unknown) => {
  const result = parseProject(json);
  return result.ok ? result.project : result.problem.message;
};

describe('project file', () => {
  it('fills in the defaults', () => {
    const project = newProject('Iris');
    expect(project).toMatchObject({
      name: 'Iris',
      dataset: null,
      training: { batchSize: 32, seed: 1, generator: 'pcg32' },
    });
    expect(read(minimal)).toEqual(newProject());
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        randomNetwork,
        fc.array(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }))),
        ({ graph }, weights) => {
          const project = { ...newProject(), graph, parameters: { h: { weights } } };
          const text = serializeProject(project);
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(project)));
        },
      ),
    );
  });

  it.each([
    { what: 'of another program', history: ['opened', 'saved'] },
    {
      what: 'that does not fit together',
      history: {
        ...{ step: 2, stepsPerEpoch: 1, steps: [2, 1], losses: [1, 1] },
        epochs: { epochs: [], loss: [], validationLoss: [], accuracy: [], validationAccuracy: [] },
      },
    },
  ])('opens without a history $what', ({ history }) => {
    expect(read({ ...minimal, history })).toEqual(newProject());
  });

  it('keeps fields that it does not know', () => {
    const json = {
      ...minimal,
      notes: 'mine',
      graph: { nodes: [{ id: 'a', kind: 'dense', colour: 'red' }], edges: [] },
    };
    expect(read(json)).toMatchObject({ notes: 'mine', graph: { nodes: [{ colour: 'red', units: 8 }] } });
  });

  it.each([
    [null, /holds no JSON object/],
    [[], /holds no JSON object/],
    [{}, /"format" is missing, expected "neuroloom-project"/],
    [{ ...minimal, format: 'other' }, /"format" says "other"/],
    [{ ...minimal, version: 2 }, /saved by a newer Neuroloom \(file version 2, this one reads up to 1\)/],
    [
      { ...minimal, graph: { nodes: [{ id: 'c', kind: 'conv' }], edges: [] } },
      /Node "c" is of the kind "conv", which this Neuroloom does not know/,
    ],
    [
      { ...minimal, graph: { nodes: [{ id: 'a', kind: 'dense', units: 0 }], edges: [] } },
      /"graph.nodes.0.units" holds 0/,
    ],
    [
      {
        ...minimal,
        graph: {
          nodes: [
            { id: 'a', kind: 'dense' },
            { id: 'a', kind: 'add' },
          ],
          edges: [],
        },
      },
      /Two nodes have the id "a"/,
    ],
    [{ ...minimal, training: { batchSize: 'all' } }, /"training.batchSize" holds "all"/],
  ])('refuses %j in one sentence', (json, sentence) => {
    expect(read(json)).toMatch(sentence);
  });
});
