import { z } from 'zod';
import { datasetSchema, fittedColumnSchema } from '../data/schema';
import { nodeKinds } from '../nodes';
import { historySchema } from '../train/history';
import { checkpointSchema, metricsSchema, parametersSchema } from '../train/schema';
import { trainingSchema } from '../train/settings';

const nodeId = z
  .string()
  .min(1)
  .refine((id) => id !== '__proto__', 'a node cannot be called __proto__');

const nodeBase = {
  id: nodeId,
  /** What the user calls it; the kind's label until then. */
  name: z.string().optional(),
  position: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
};

type BaseFields = { id: string; name?: string | undefined; position: { x: number; y: number } };
type KindUnion = (typeof nodeKinds)[number];

/** A node as it stands in the project file: `{ id, kind, name?, position, …its kind's parameters }`. */
export type GraphNode = KindUnion extends infer K
  ? K extends { params: z.ZodObject }
    ? BaseFields & { kind: string } & Record<string, unknown>
    : never
  : never;

const nodeSchema = z.discriminatedUnion(
  'kind',
  nodeKinds.map((kind) =>
    z.looseObject({ ...nodeBase, kind: z.literal(kind.kind), ...(kind.params as z.ZodObject).shape }),
  ) as unknown as [z.ZodObject, z.ZodObject],
) as unknown as z.ZodType<GraphNode>;

const endpoint = z.string().regex(/^.+\.[A-Za-z]+$/s, 'must be "node.port"');

const edgeSchema = z.object({ from: endpoint, to: endpoint });

export const graphSchema = z.object({
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
});

export const projectFormat = 'neuroloom-project';
export const projectVersion = 1;

/** The project file, which is also the document's snapshot, the undo state and the compiler's input. */
export const projectSchema = z.looseObject({
  format: z.literal(projectFormat),
  version: z.literal(projectVersion),
  name: z.string().default('Untitled'),
  graph: graphSchema,
  dataset: datasetSchema.nullable().default(null),
  training: trainingSchema.prefault({}),
  /** Trained values, by node id and parameter name. Where present, training starts from them. */
  parameters: parametersSchema.optional(),
  /** How the training rows were encoded, fitted on the training part; travels with trained parameters. */
  encoders: z.array(fittedColumnSchema).optional(),
  metrics: metricsSchema.optional(),
  /** Of another program or broken, it is left out: nothing that is computed hangs on it. */
  history: historySchema.optional().catch(undefined),
  /** What exact resume needs beyond the parameters. */
  checkpoint: checkpointSchema.optional(),
});

export type Edge = z.output<typeof edgeSchema>;
export type Graph = { nodes: GraphNode[]; edges: Edge[] };
export type Project = z.output<typeof projectSchema>;
