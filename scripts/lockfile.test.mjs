import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completed, missingPlatforms, platformOf } from './lockfile.mjs';

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const lock = readJson('../package-lock.json');

test('the lock file is the one of package.json', () => {
  const { dependencies, devDependencies } = readJson('../package.json');
  expect(lock.packages['']).toMatchObject({ dependencies, devDependencies });
});

test('the lock file names every platform, no address, and an integrity for what installs here', () => {
  expect(missingPlatforms(lock)).toEqual([]);
  expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved)).toEqual([]);
  const unchecked = Object.entries(lock.packages).filter(([path, entry]) => path && !entry.integrity);
  expect(unchecked.filter(([, entry]) => !entry.optional)).toEqual([]);
});

test('the platform is read from the name of the package', () => {
  expect(platformOf('@biomejs/cli-linux-x64-musl')).toEqual({ os: ['linux'], cpu: ['x64'], libc: ['musl'] });
  expect(platformOf('@oxc-parser/binding-linux-arm-musleabihf')).toEqual({
    os: ['linux'],
    cpu: ['arm'],
    libc: ['musl'],
  });
  expect(platformOf('@oxc-parser/binding-win32-ia32-msvc')).toEqual({ os: ['win32'], cpu: ['ia32'] });
  expect(platformOf('@oxc-parser/binding-android-arm-eabi')).toEqual({ os: ['android'], cpu: ['arm'] });
});

test('a missing platform is added as its parent wants it', () => {
  const packages = {
    'node_modules/a': { version: '2.0.0', dev: true, optionalDependencies: { '@a/darwin-arm64': '2.0.0' } },
  };
  expect(completed({ packages }).packages['node_modules/@a/darwin-arm64']).toEqual({
    version: '2.0.0',
    cpu: ['arm64'],
    os: ['darwin'],
    dev: true,
    optional: true,
  });
});
