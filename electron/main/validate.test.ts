import { describe, expect, it } from 'vitest';
import { validateRequest } from './validate';

const project = { format: 'neuroloom-project', version: 1, name: 'Iris', graph: { nodes: [], edges: [] } };

describe('requests from the window', () => {
  it('pass when they fit the contract, with everything a project holds', () => {
    const save = validateRequest('project:save', { project: { ...project, later: [1] }, saveAs: false });
    expect(save).toEqual({ ok: true, request: { project: { ...project, later: [1] }, saveAs: false } });
    expect(validateRequest('app:info', undefined)).toEqual({ ok: true, request: undefined });
    expect(validateRequest('theme:set', { theme: 'dark' })).toMatchObject({ ok: true });
  });

  it.each([
    ['app:info', {}],
    ['project:open', { path: '/etc/passwd' }],
    ['project:openRecent', { path: 7 }],
    ['project:save', { project: { format: 'other' }, saveAs: false }],
    ['project:save', { project, saveAs: 'yes' }],
    ['project:save', null],
    ['theme:set', { theme: 'pink' }],
    ['document:state', { name: 'Iris' }],
    ['textFile:open', { suggestedName: 'a', kind: 'exe' }],
    ['textFile:write', { fileId: 1, text: 7 }],
    ['data:reimport', { dataId: 'data-1', source: { kind: 'csv', path: '' }, types: { a: 'colour' } }],
    ['data:reimport', { dataId: 'data-1', source: { kind: 'folder', path: '/' }, types: {} }],
    ['data:generate', { source: { kind: 'generator', generator: 'xor', rows: 1_000_000 } }],
    ['window:close', 'now'],
  ] as const)('%s refuses %j', (channel, payload) => {
    const validated = validateRequest(channel, payload);
    expect(validated.ok).toBe(false);
    expect(validated.ok ? '' : validated.why).toContain(channel);
  });

  it('carry types for columns of any name', () => {
    const types = JSON.parse('{"__proto__": "text", "a": "number"}') as Record<string, string>;
    const source = { kind: 'csv', path: '' };
    const validated = validateRequest('data:reimport', { dataId: 'data-1', source, types });
    const request = validated.ok ? (validated.request as { types: object }) : null;
    expect(Object.entries(request!.types)).toEqual([
      ['__proto__', 'text'],
      ['a', 'number'],
    ]);
  });

  it('carry no fields that the contract does not name', () => {
    const validated = validateRequest('textFile:open', {
      suggestedName: 'a',
      kind: 'json',
      path: '/etc/passwd',
    });
    expect(validated).toEqual({ ok: true, request: { suggestedName: 'a', kind: 'json' } });
  });
});
