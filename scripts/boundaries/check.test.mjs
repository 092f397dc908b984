import { expect, test } from 'vitest';
import { boundaryProblems } from './check.mjs';

/**
 * @param {Record<string, string>} files
 * @param {string[]} others files that are no sources
 */
const problems = (files, ...others) =>
  boundaryProblems(new Map(Object.entries(files)), (path) => others.includes(path));

test('what ARCHITECTURE allows passes', () => {
  expect(
    problems(
      {
        'core/a.ts': `import { z } from 'zod'; import type { B } from './b';`,
        'core/b.ts': 'export type B = number;',
        'core/b.test.ts': `import { test } from 'vitest'; import { readFileSync } from 'node:fs'; import './b';`,
        'electron/main/index.ts': `import { app } from 'electron'; import '../../core/a'; import '../ipc/contract'; import 'node:fs';`,
        'electron/ipc/contract.ts': `import type { B } from '../../core/b'; export type C = B;`,
        'electron/preload/index.ts': `import { contextBridge } from 'electron'; import '../ipc/contract';`,
        'renderer/main.tsx': `import './style.css'; import { a } from '../core/a'; import type { C } from '../electron/ipc/contract';
          import { x } from 'react'; const v = <p>{a as C}</p>;`,
        'cli/index.ts': `import 'commander'; import '../core/a'; import 'fs';`,
        'e2e/iris.test.ts': `import { test } from '@playwright/test'; import './fixture';`,
        'e2e/fixture.ts': '',
      },
      'renderer/style.css',
    ),
  ).toEqual([]);
});

test.each([
  ['core/a.ts', `import 'node:fs';`, `core/a.ts:1 may not import Node's own modules: "node:fs"`],
  ['core/a.ts', `export * from 'fs';`, `core/a.ts:1 may not import Node's own modules: "fs"`],
  [
    'core/a.ts',
    `\nimport type { App } from 'electron';`,
    'core/a.ts:2 may not import the package "electron"',
  ],
  ['core/a.ts', `type A = import('electron').App;`, 'core/a.ts:1 may not import the package "electron"'],
  ['core/a.ts', `const a = import('react');`, 'core/a.ts:1 may not import the package "react"'],
  [
    'core/a.ts',
    `const a = require('@xyflow/react');`,
    'core/a.ts:1 may not import the package "@xyflow/react"',
  ],
  ['core/a.ts', `import '../cli/b';`, 'core/a.ts:1 may not import from cli/: "../cli/b"'],
  ['core/a.ts', `import '../README.md';`, 'core/a.ts:1 may not import from ./: "../README.md"'],
  [
    'core/a.ts',
    'return 1;',
    `core/a.ts can't be parsed: A 'return' statement can only be used within a function body.`,
  ],
  ['core/a.ts', `import './gone';`, 'core/a.ts:1 imports "./gone", which is no file'],
  [
    'electron/main/a.ts',
    `import '../../renderer/b';`,
    'electron/main/a.ts:1 may not import from renderer/: "../../renderer/b"',
  ],
  [
    'electron/preload/a.ts',
    `import '../../core/b';`,
    'electron/preload/a.ts:1 may not import from core/: "../../core/b"',
  ],
  [
    'electron/preload/a.ts',
    `import 'path';`,
    `electron/preload/a.ts:1 may not import Node's own modules: "path"`,
  ],
  [
    'electron/preload/a.ts',
    `import '../main/b';`,
    'electron/preload/a.ts:1 may not import from electron/: "../main/b"',
  ],
  ['renderer/a.tsx', `import 'electron';`, 'renderer/a.tsx:1 may not import the package "electron"'],
  [
    'renderer/a.tsx',
    `import 'node:path';`,
    `renderer/a.tsx:1 may not import Node's own modules: "node:path"`,
  ],
  [
    'renderer/a.tsx',
    `import { b } from '../electron/ipc/b';`,
    'renderer/a.tsx:1 may import only types from electron/ipc/ (import type): "../electron/ipc/b"',
  ],
  [
    'renderer/a.tsx',
    `import type { B } from '../electron/main/b';`,
    'renderer/a.tsx:1 may not import from electron/: "../electron/main/b"',
  ],
  [
    'cli/a.ts',
    `import '../electron/main/b';`,
    'cli/a.ts:1 may not import from electron/: "../electron/main/b"',
  ],
  ['e2e/a.ts', `import '../core/b';`, 'e2e/a.ts:1 may not import from core/: "../core/b"'],
  [
    'e2e/a.ts',
    `import type { B } from '../renderer/b';`,
    'e2e/a.ts:1 may not import from renderer/: "../renderer/b"',
  ],
])('%s with %s is refused', (file, source, problem) => {
  const others = ['core', 'cli', 'renderer', 'electron/main', 'electron/ipc'].map((room) => [
    `${room}/b.ts`,
    '',
  ]);
  expect(problems({ ...Object.fromEntries(others), [file]: source }, 'README.md')).toEqual([problem]);
});

test('a circle of imports is named, types included', () => {
  expect(
    problems({
      'core/a.ts': `import { b } from './b';`,
      'core/b.ts': `import './c/index';`,
      'core/c/index.ts': `import type { A } from '../a';`,
    }),
  ).toEqual(['circular import: core/a.ts → core/b.ts → core/c/index.ts → core/a.ts']);
});
