import { z } from 'zod';

const simple = <K extends string>(kind: K) => z.object({ kind: z.literal(kind) });
const finite = z.number();

/** How a parameter's first values are drawn. Fans are those of the weight matrix `[inFeatures, units]`. */
export const initializerSchema = z.discriminatedUnion('kind', [
  simple('zeros'),
  simple('ones'),
  z.object({ kind: z.literal('constant'), value: finite.default(0).meta({ title: 'Value' }) }),
  z.object({
    kind: z.literal('uniform'),
    min: finite.default(-0.05).meta({ title: 'From' }),
    max: finite.default(0.05).meta({ title: 'To' }),
  }),
  z.object({
    kind: z.literal('normal'),
    mean: finite.default(0).meta({ title: 'Mean' }),
    deviation: finite.min(0).default(0.05).meta({ title: 'Deviation' }),
  }),
  simple('glorotUniform'),
  simple('glorotNormal'),
  simple('heUniform'),
  simple('heNormal'),
  simple('lecunUniform'),
  simple('lecunNormal'),
  simple('orthogonal'),
]);

export type Initializer = z.output<typeof initializerSchema>;
