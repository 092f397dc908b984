import { z } from 'zod';

export const cOptions = z.object({
  precision: z.enum(['float', 'double']).default('float').meta({
    title: 'Numbers',
    description: 'What the weights and sums are: 32-bit float, or double with twice the memory.',
  }),
});

export type COptions = z.output<typeof cOptions>;
