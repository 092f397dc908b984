import { z } from 'zod';

export const typescriptOptions = z.object({
  form: z.enum(['typescript', 'javascript', 'commonJs']).default('typescript').meta({
    title: 'Language',
    description: 'TypeScript, a JavaScript module, or CommonJS for require().',
  }),
  weights: z.enum(['automatic', 'base64', 'numbers']).default('automatic').meta({
    title: 'Weights',
    description:
      'Automatic writes a small network as formulas and others in base64. Base64 is short and holds 32-bit floats; numbers can be read and keep 64 bits.',
  }),
  webAssembly: z.boolean().default(true).meta({
    title: 'WebAssembly',
    description:
      'Adds a small module that large layers run by, for speed. The results are the same without, to the last bit, and where a host has none.',
  }),
  batch: z.boolean().default(true).meta({
    title: 'Batch function',
    description: 'Adds predictBatch, which takes many rows at once as one Float32Array.',
  }),
  selfTest: z.boolean().default(true).meta({
    title: 'Self-test',
    description: 'Adds made-up rows with their right answers, and a function that checks them.',
  }),
});

export type TypescriptOptions = z.output<typeof typescriptOptions>;
