// One prediction by brain.js: `run`, and the function that `toFunction` writes where it can.

/**
 * @param {{ sizes: number[], activation: string }} network
 * @param {ArrayLike<number>} row
 */
export async function brainPrediction({ sizes, activation }, row) {
  const { default: library } = await import('brain.js');
  const options = { hiddenLayers: sizes.slice(1, -1), activation };
  const input = Array.from(row);
  const output = Array.from({ length: sizes.at(-1) ?? 1 }, (_, i) => (i === 0 ? 1 : 0));
  const net = new library.NeuralNetwork(options);
  net.train([{ input, output }], { iterations: 1, log: false });
  const notes = [];
  let asFunction = null;
  try {
    const written = net.toFunction();
    asFunction = () => written(input);
  } catch (error) {
    const weights = net.weights?.[1]?.[0]?.constructor?.name;
    const why = error instanceof Error ? error.message : String(error);
    notes.push(
      `brain.js ${library.version ?? '1.6.1'} cannot write ${sizes.join('-')} by \`toFunction\`, whatever its weights stand in (here ${weights}): “${why}”. It writes every layer into each term of the next, so the text grows with the product of the layers.`,
    );
  }
  return { notes, asFunction, run: () => net.run(input) };
}
