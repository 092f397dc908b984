// Which room may import what. A room is a folder; the deepest folder that holds a file is its room.

/**
 * @typedef {object} Room
 * @property {string} folder
 * @property {string[]} rooms            folders, or single files, it may import, besides itself
 * @property {string[]} [typesOf]        folders it may import types from (`import type`), and nothing else
 * @property {string[] | 'any'} packages npm packages it may import
 * @property {boolean} node              may it import Node's own modules
 * @property {string[]} [testPackages]   what its tests (*.test.ts, testing/) may import besides
 */

/** For tests in any room: they run in Node, with vitest. */
const forTests = ['vitest', 'fast-check'];

/** @type {Room[]} */
export const rooms = [
  {
    folder: 'core',
    rooms: [],
    packages: ['zod'],
    node: false,
    // Exports are held to what runs them elsewhere.
    testPackages: [...forTests, 'onnxruntime-node', 'ajv'],
  },
  {
    folder: 'duckdb',
    rooms: ['core'],
    packages: ['@duckdb/node-api'],
    node: true,
    testPackages: [...forTests, 'csv-spectrum'],
  },
  { folder: 'verifyHost', rooms: ['core'], packages: [], node: true, testPackages: forTests },
  {
    folder: 'electron',
    rooms: ['core', 'duckdb', 'verifyHost', 'electron/ipc'],
    packages: ['electron', 'zod'],
    node: true,
    testPackages: forTests,
  },
  {
    folder: 'electron/preload',
    rooms: ['electron/ipc'],
    packages: ['electron'],
    node: false,
    testPackages: forTests,
  },
  { folder: 'electron/ipc', rooms: ['core'], packages: ['zod'], node: false, testPackages: forTests },
  {
    folder: 'renderer',
    // The table of commands is plain data that menu and window share.
    rooms: ['core', 'resources', 'electron/ipc/commands.ts'],
    typesOf: ['electron/ipc'],
    packages: 'any',
    node: false,
    testPackages: forTests,
  },
  {
    folder: 'cli',
    rooms: ['core', 'duckdb', 'verifyHost'],
    packages: ['commander', 'zod'],
    node: true,
    testPackages: forTests,
  },
  { folder: 'e2e', rooms: [], packages: ['@playwright/test', 'playwright', 'electron'], node: true },
  { folder: 'scripts', rooms: [], packages: 'any', node: true },
];

/** Packages that no room may import where 'any' is allowed: they belong to other processes. */
export const hostPackages = ['electron'];

/**
 * @param {string} file path from the project's root, with slashes
 * @returns {Room | undefined}
 */
export function roomOf(file) {
  return rooms
    .filter(({ folder }) => file.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** @param {string} file */
export const isTest = (file) => /\.test\.[a-z]+$/.test(file) || file.includes('/testing/');
