// Compiles the AssemblyScript kernels and writes them as the TypeScript module that the engine loads.
import asc from 'assemblyscript/asc';
import { root } from '../setup/project.mjs';

export const generatedFile = 'core/kernels/wasm/kernels.generated.ts';

/** @returns {Promise<Uint8Array>} */
export async function compileKernels() {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    [
      'core/kernels/assembly/index.ts',
      ...['--baseDir', root, '--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      // Threads share the memory, which the engine makes and passes in.
      ...['--enable', 'simd,threads', '--sharedMemory', '--importMemory'],
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

/** @param {Uint8Array} binary */
export function generatedModule(binary) {
  const text = Buffer.from(binary).toString('base64');
  return `// Made by \`node scripts/kernels.mjs\` from core/kernels/assembly. Do not edit.
export const kernelsBase64 =
  '${text}';
`;
}
