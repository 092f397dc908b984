// Compiles the AssemblyScript kernels and writes them as the TypeScript module that the engine loads.
import asc from 'assemblyscript/asc';
import { root } from '../setup/project.mjs';

export const generatedFile = 'core/kernels/wasm/kernels.generated.ts';

/**
 * @param {boolean} fused with the fused multiply-add of relaxed SIMD, for hosts that have it
 * @returns {Promise<Uint8Array>}
 */
async function compileKernels(fused) {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    [
      'core/kernels/assembly/index.ts',
      ...['--baseDir', root, '--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      // Threads share the memory, which the engine makes and passes in.
      ...[
        '--enable',
        fused ? 'simd,threads,relaxed-simd' : 'simd,threads',
        '--sharedMemory',
        '--importMemory',
      ],
      ...['--initialMemory', '1', '--maximumMemory', '65536'],
    ],
    {
      writeFile: (/** @type {string} */ name, /** @type {Uint8Array | string} */ contents) => {
        if (name === 'kernels.wasm' && typeof contents !== 'string') binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`The kernels don't compile.\n${stderr.toString().slice(0, 2000)}`);
  return binary;
}

/** @param {{ plain: Uint8Array, fused: Uint8Array }} binaries */
export function generatedModule({ plain, fused }) {
  const text = (/** @type {Uint8Array} */ binary) => Buffer.from(binary).toString('base64');
  return `// Made by \`node scripts/kernels.mjs\` from core/kernels/assembly. Do not edit.
export const kernelsBase64 = {
  plain:
    '${text(plain)}',
  fused:
    '${text(fused)}',
};
`;
}

/** Both binaries, one after the other: the compiler keeps state. */
export async function compileAll() {
  const plain = await compileKernels(false);
  return { plain, fused: await compileKernels(true) };
}
