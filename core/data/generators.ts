import { Draws, Pcg32, randomStreams } from './random';
import type { GeneratorName, GeneratorSource } from './source';
import { type Table, type TableColumn, textColumn } from './table';

/** What each generator is called, draws and asks for. */
export const generators: Readonly<
  Record<GeneratorName, { title: string; description: string; predicts: 'class' | 'number' }>
> = {
  xor: {
    title: 'XOR',
    description: 'Four quadrants; opposite ones are of one class.',
    predicts: 'class',
  },
  circle: { title: 'Circle', description: 'A disc inside a ring.', predicts: 'class' },
  gaussians: {
    title: 'Two Gaussians',
    description: 'Two round clouds, one for each class.',
    predicts: 'class',
  },
  spiral: {
    title: 'Spiral',
    description: 'Arms that wind around each other, one for each class.',
    predicts: 'class',
  },
  moons: { title: 'Moons', description: 'Two half circles that reach into each other.', predicts: 'class' },
  regressionPlane: {
    title: 'Plane',
    description: 'A number that rises evenly from one corner to the opposite one.',
    predicts: 'number',
  },
  regressionGaussian: {
    title: 'Hills',
    description: 'A number with three hills and three hollows.',
    predicts: 'number',
  },
  sine: { title: 'Sine', description: 'One wave after another over a single feature.', predicts: 'number' },
  nielsenCurve: {
    title: 'Nielsen’s curve',
    description: 'The curve from chapter 4 of Neural Networks and Deep Learning.',
    predicts: 'number',
  },
};

/** A point of the plane with its class, counted from 0, or its number. */
interface Point {
  x1: number;
  x2: number;
  y: number;
}

interface Chance {
  /** Uniform between −1 and 1. */
  spread(): number;
  /** Uniform between 0 and 1. */
  share(): number;
  normal(): number;
}

const classNames = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
/** Half the width of the plane of points. */
const radius = 6;
const arms = 2;

/**
 * Rows made up by a formula and a seed: columns `x1` and `x2` with the text `class` or the number `y`, or `x` and `y` for a curve.
 * Classes take turns, so that there are equally many rows of each. Figures and their noise are those of TensorFlow's Playground
 * (`src/dataset.ts`) where it has them, the moons those of scikit-learn's `make_moons`.
 */
export function generateTable(source: GeneratorSource): Table {
  const { generator, rows, seed } = source;
  const draws = new Draws(new Pcg32(seed, randomStreams.generate));
  const chance: Chance = {
    spread: () => 2 * draws.random() - 1,
    share: () => draws.random(),
    normal: () => draws.normal(),
  };
  const points = Array.from({ length: rows }, (_, row) => pointOf(source, row, chance));
  const number = (name: string, of: (point: Point) => number): TableColumn => ({
    name,
    kind: 'number',
    values: Float64Array.from(points, of),
  });
  const isCurve = generator === 'sine' || generator === 'nielsenCurve';
  const y =
    generators[generator].predicts === 'class'
      ? textColumn(
          'class',
          points.map((point) => classNames[point.y]!),
        )
      : number('y', (point) => point.y);
  const x = isCurve
    ? [number('x', ({ x1 }) => x1)]
    : [number('x1', ({ x1 }) => x1), number('x2', ({ x2 }) => x2)];
  return { columns: [...x, y], rowCount: rows };
}

function pointOf(
  { generator, rows, noise, classes = arms }: GeneratorSource,
  row: number,
  chance: Chance,
): Point {
  const turn = row % 2;
  switch (generator) {
    case 'xor':
      return xor(turn, noise, chance);
    case 'circle':
      return circle(turn, noise, chance);
    case 'gaussians': {
      // Playground: a variance of 0.5 without noise, and of 4 with half of it.
      const deviation = Math.sqrt(0.5 + 7 * noise);
      const center = turn === 0 ? 2 : -2;
      const x1 = center + deviation * chance.normal();
      return { x1, x2: center + deviation * chance.normal(), y: turn };
    }
    case 'spiral': {
      const arm = row % classes;
      const ofArm = Math.ceil((rows - arm) / classes);
      return spiral(arm, classes, Math.floor(row / classes) / ofArm, noise, chance);
    }
    case 'moons':
      return moon(turn, noise, chance);
    case 'regressionPlane': {
      const { x1, x2, noisy1, noisy2 } = anywhere(noise, chance);
      return { x1, x2, y: (noisy1 + noisy2) / 10 };
    }
    case 'regressionGaussian': {
      const { x1, x2, noisy1, noisy2 } = anywhere(noise, chance);
      return { x1, x2, y: hills(noisy1, noisy2) };
    }
    case 'sine': {
      const x1 = radius * chance.spread();
      return { x1, x2: 0, y: Math.sin(x1) + noise * chance.normal() };
    }
    case 'nielsenCurve': {
      const x1 = chance.share();
      return { x1, x2: 0, y: nielsenCurve(x1) + 0.5 * noise * chance.normal() };
    }
    default:
      throw generator satisfies never;
  }
}

/** The class goes by the quadrant of a place that the noise has moved; a strip along the axes stays empty. */
function xor(turn: number, noise: number, chance: Chance): Point {
  const half = 5;
  const gap = 0.3;
  const away = (value: number) => value + (value > 0 ? gap : -gap);
  const x1 = away(half * chance.spread());
  const size = Math.abs(away(half * chance.spread()));
  const x2 = size * Math.sign(x1) * (turn === 0 ? 1 : -1);
  const noisy1 = x1 + half * noise * chance.spread();
  const noisy2 = x2 + half * noise * chance.spread();
  return { x1, x2, y: noisy1 * noisy2 >= 0 ? 0 : 1 };
}

function circle(turn: number, noise: number, chance: Chance): Point {
  const outer = 5;
  const distance = turn === 0 ? 0.5 * outer * chance.share() : outer * (0.7 + 0.3 * chance.share());
  const angle = 2 * Math.PI * chance.share();
  const x1 = distance * Math.sin(angle);
  const x2 = distance * Math.cos(angle);
  const noisy1 = x1 + outer * noise * chance.spread();
  const noisy2 = x2 + outer * noise * chance.spread();
  return { x1, x2, y: Math.hypot(noisy1, noisy2) < 0.5 * outer ? 0 : 1 };
}

/** `along` is 0 in the middle and 1 at the end of the arm, after a turn and three quarters. */
function spiral(arm: number, classes: number, along: number, noise: number, chance: Chance): Point {
  const angle = 2 * Math.PI * (1.75 * along + arm / classes);
  const x1 = 5 * along * Math.sin(angle) + noise * chance.spread();
  return { x1, x2: 5 * along * Math.cos(angle) + noise * chance.spread(), y: arm };
}

function moon(turn: number, noise: number, chance: Chance): Point {
  const angle = Math.PI * chance.share();
  const [x, y] =
    turn === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  // The moons reach from −1 to 2 and from −0.5 to 1; here they fill the plane's width.
  const scale = (2 * radius) / 3;
  const x1 = scale * (x - 0.5 + noise * chance.normal());
  return { x1, x2: scale * (y - 0.25 + noise * chance.normal()), y: turn };
}

/** A place, and where the noise moves it. */
function anywhere(noise: number, chance: Chance) {
  const x1 = radius * chance.spread();
  const x2 = radius * chance.spread();
  const noisy1 = x1 + radius * noise * chance.spread();
  return { x1, x2, noisy1, noisy2: x2 + radius * noise * chance.spread() };
}

const tops = [
  [-4, 2.5, 1],
  [0, 2.5, -1],
  [4, 2.5, 1],
  [-4, -2.5, -1],
  [0, -2.5, 1],
  [4, -2.5, -1],
] as const;

/** Cones of height 1 or −1 and radius 2. */
function hills(x1: number, x2: number): number {
  let highest = 0;
  for (const [top1, top2, sign] of tops) {
    const height = Math.max(0, 1 - Math.hypot(x1 - top1, x2 - top2) / 2);
    if (height > Math.abs(highest)) highest = sign * height;
  }
  return highest;
}

/** The function that Nielsen's chapter 4 rebuilds from bumps, for x from 0 to 1. */
export function nielsenCurve(x: number): number {
  return 0.2 + 0.4 * x * x + 0.3 * x * Math.sin(15 * x) + 0.05 * Math.cos(50 * x);
}
