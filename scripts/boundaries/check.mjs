// Finds the imports that leave their room, and the circles of imports.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { importsOf } from './imports.mjs';
import { hostPackages, isTest, roomOf } from './rules.mjs';

/** @typedef {import('./imports.mjs').Import} Import */

const endings = ['', '.ts', '.tsx', '.mts', '.mjs', '.d.ts', '/index.ts', '/index.tsx'];

/**
 * @param {Map<string, string>} sources path from the project's root → text; every file of the rooms
 * @param {(path: string) => boolean} exists for imports of files that aren't sources (styles, JSON)
 * @returns {string[]} one line for each problem
 */
export function boundaryProblems(sources, exists = () => false) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, string[]>} */
  const graph = new Map();
  for (const [file, source] of sources) {
    const targets = [];
    const { imports, error } = importsOf(file, source);
    if (error) problems.push(`${file} can't be parsed: ${error}`);
    for (const found of imports) {
      const where = `${file}:${found.line}`;
      if (found.specifier.startsWith('.')) {
        const target = resolveRelative(file, found.specifier, (path) => sources.has(path) || exists(path));
        if (target === undefined) problems.push(`${where} imports "${found.specifier}", which is no file`);
        else {
          targets.push(target);
          problems.push(...roomProblem(file, target, found).map((problem) => `${where} ${problem}`));
        }
      } else problems.push(...packageProblem(file, found).map((problem) => `${where} ${problem}`));
    }
    graph.set(file, targets);
  }
  return [...problems, ...circles(graph).map((circle) => `circular import: ${circle.join(' → ')}`)];
}

/**
 * @param {string} file
 * @param {string} specifier
 * @param {(path: string) => boolean} exists
 */
function resolveRelative(file, specifier, exists) {
  const path = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
  return endings.map((ending) => path + ending).find(exists);
}

/**
 * @param {string} file
 * @param {string} target
 * @param {Import} found
 */
function roomProblem(file, target, found) {
  const room = roomOf(file);
  const into = roomOf(target)?.folder ?? posix.dirname(target);
  if (!room || into === room.folder) return [];
  const allowed = (/** @type {string[]} */ folders) =>
    folders.some((folder) => `${target}/`.startsWith(`${folder}/`));
  if (allowed(room.rooms)) return [];
  if (!allowed(room.typesOf ?? [])) return [`may not import from ${into}/: "${found.specifier}"`];
  return found.typeOnly ? [] : [`may import only types from ${into}/ (import type): "${found.specifier}"`];
}

/**
 * @param {string} file
 * @param {Import} found
 */
function packageProblem(file, { specifier }) {
  const room = roomOf(file);
  if (!room) return [];
  const test = isTest(file);
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    return room.node || test ? [] : [`may not import Node's own modules: "${specifier}"`];
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (test && room.testPackages?.includes(name)) return [];
  const allowed = room.packages === 'any' ? !hostPackages.includes(name) : room.packages.includes(name);
  return allowed ? [] : [`may not import the package "${name}"`];
}

/**
 * @param {Map<string, string[]>} graph
 * @returns {string[][]} each circle once, its first file repeated at the end
 */
function circles(graph) {
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @type {string[][]} */
  const found = [];
  const walk = (/** @type {string} */ file) => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) walk(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) walk(file);
  return found;
}
