import type { GraphDraft } from '../graphDraft';
import type { OnnxNode, Tensor } from './model';

/** A tensor `[batch, features]`, and the node that gives it. */
export interface Source {
  id: string;
  features: number;
}

/** What reading a layer may ask for. */
export interface GraphReader {
  draft: GraphDraft;
  constant(name: string | undefined): Tensor | undefined;
  producer(name: string | undefined): OnnxNode | undefined;
  /** The tensor's node in the graph, made where it is not there yet. */
  source(name: string | undefined): Source;
}
