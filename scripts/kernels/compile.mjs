// Compiles the AssemblyScript kernels and writes them as the TypeScript modules that the engine, and the TypeScript export, load.
import asc from 'assemblyscript/asc';
import { root } from '../setup/project.mjs';

const folder = 'core/kernels/assembly';

/**
 * @param {string} source its name in the folder of the kernels
 * @param {string[]} flags
 * @returns {Promise<Uint8Array>}
 */
async function compile(source, flags) {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    [
      ...[`${folder}/${source}`, '--baseDir', root, '--outFile', 'kernels.wasm'],
      ...['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', ...flags],
    ],
    {
      writeFile: (/** @type {string} */ name, /** @type {Uint8Array | string} */ contents) => {
        if (name === 'kernels.wasm' && typeof contents !== 'string') binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`${source} doesn't compile.\n${stderr.toString().slice(0, 2000)}`);
  return binary;
}

/**
 * The engine's. Threads share the memory, which the engine makes and passes in.
 * @param {boolean} fused with the fused multiply-add of relaxed SIMD, for hosts that have it
 */
const compileKernels = (fused) =>
  compile('index.ts', [
    ...['--enable', fused ? 'simd,threads,relaxed-simd' : 'simd,threads', '--sharedMemory'],
    ...['--initialMemory', '1', '--maximumMemory', '65536'],
  ]);

/**
 * One that stands alone, whose memory is as large as its caller needs.
 * @param {string} source
 */
const compileAlone = (source) =>
  compile(source, ['--enable', 'simd', '--noExportMemory', '--initialMemory', '1']);

/** Decimal numbers of exported models, in a memory of its own. */
const compileDecimal = () =>
  compile('decimal/index.ts', ['--enable', 'simd', '--noExportMemory', '--initialMemory', '8']);

const text = (/** @type {Uint8Array} */ binary) => Buffer.from(binary).toString('base64');
const header = `// Made by \`node scripts/kernels.mjs\` from ${folder}. Do not edit.`;

/**
 * The generated files, one binary after the other: the compiler keeps state.
 * @returns {Promise<{ file: string, text: string, sizes: number[] }[]>}
 */
export async function compileAll() {
  const plain = await compileKernels(false);
  const fused = await compileKernels(true);
  const exported = await compileAlone('exportedDense.ts');
  const byteFacts = await compileAlone('byteFacts.ts');
  const decimal = await compileDecimal();
  return [
    {
      file: 'core/kernels/wasm/kernels.generated.ts',
      sizes: [plain.length, fused.length],
      text: `${header}
export const kernelsBase64 = {
  plain:
    '${text(plain)}',
  fused:
    '${text(fused)}',
};
`,
    },
    {
      file: 'core/export/typescript/kernel.generated.ts',
      sizes: [exported.length],
      text: `${header}
export const denseKernelBase64 =
  '${text(exported)}';
`,
    },
    {
      file: 'duckdb/byteFacts.generated.ts',
      sizes: [byteFacts.length],
      text: `${header}
export const byteFactsBase64 =
  '${text(byteFacts)}';
`,
    },
    {
      file: 'core/export/decimal.generated.ts',
      sizes: [decimal.length],
      text: `${header}
export const decimalBase64 =
  '${text(decimal)}';
`,
    },
  ];
}
