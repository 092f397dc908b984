/** The part of onnxruntime-node that the tests use; the package's own types are not found under its `exports`. */
declare module 'onnxruntime-node' {
  export class Tensor {
    constructor(type: 'float32', data: Float32Array, shape: readonly number[]);
    constructor(type: 'string', data: readonly string[], shape: readonly number[]);
    readonly data: Float32Array;
  }
  export class InferenceSession {
    static create(model: Uint8Array): Promise<InferenceSession>;
    readonly outputNames: readonly string[];
    run(inputs: Record<string, Tensor>): Promise<Record<string, Tensor>>;
  }
}
