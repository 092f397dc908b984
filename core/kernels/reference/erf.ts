const twoOverRootPi = 1.128_379_167_095_512_6;

/**
 * The error function to about 1e-16: its Maclaurin series near zero, else 1 − erfc by the continued fraction of
 * Abramowitz and Stegun 7.1.14, evaluated from the back.
 */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 2.5) return erfSeries(x);
  if (magnitude > 6) return Math.sign(x);
  return Math.sign(x) * (1 - erfcFraction(magnitude));
}

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5···(2n+1)); all terms of one sign, so nothing cancels. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return twoOverRootPi * Math.exp(-x * x) * sum;
}

function erfcFraction(x: number): number {
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return (Math.exp(-x * x) / fraction) * (twoOverRootPi / 2);
}
