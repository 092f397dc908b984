/** What the bench needs of the engine, bundled into one file by `core.mjs`. */
export { Op } from '../core/kernels/assembly/opcodes';
export { hostArithmetic, preferFused } from '../core/kernels/wasm/arithmetic';
export { createWasmBackend } from '../core/kernels/wasm/backend';
export { encodeProgram } from '../core/kernels/wasm/encode';
export { ProgramWriter } from '../core/kernels/wasm/instructions';
export { layOut } from '../core/kernels/wasm/layout';
export { createMemory, kernelsModule, startKernels } from '../core/kernels/wasm/module';
export { productKind, productScratch } from '../core/kernels/wasm/products';
export { createTeam } from '../core/kernels/wasm/threads';
export { graphOf, node, planOf, settings } from '../core/testing/networks';
export { nodeThreads } from '../core/testing/nodeThreads';
export { initializeParameters } from '../core/train/initialize';
