import { expect, test } from 'vitest';
import { missingLibraries, offeredBy } from './system-libraries.mjs';

test('missing libraries are read from ldd', () => {
  const output = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibnss3.so => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibgtk-3.so.0 => not found
`;
  expect(missingLibraries(output)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
  expect(missingLibraries('\tnot a dynamic executable\n')).toEqual([]);
});

test('a package is offered where apt-cache names a candidate', () => {
  const output = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.11-1build2
  Version table:
     1.2.11-1build2 500
        500 mirror main Packages
xvfb:
  Installed: 2:21.1.7
  Candidate: 2:21.1.7
`;
  expect([...offeredBy(output)]).toEqual(['libasound2t64', 'xvfb']);
});
