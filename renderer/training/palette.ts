export type Rgb = readonly [number, number, number];

/** TensorFlow Playground's colours, so that learners recognise them: blue below zero, orange above. */
export const negative: Rgb = [0x08, 0x77, 0xbd];
export const positive: Rgb = [0xf5, 0x93, 0x22];

const neutrals = { dark: [0x2b, 0x30, 0x38], light: [0xe9, 0xec, 0xf1] } as const satisfies Record<
  string,
  Rgb
>;

export type Scheme = keyof typeof neutrals;

/** Okabe and Ito's colours, which people who are colour-blind can tell apart; the eighth, black, is left out. */
const classColors = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442'];

/** The same class has the same colour everywhere. */
export function classColor(index: number): string {
  return classColors[index % classColors.length]!;
}

export function toCss([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Colour of a value between −scale and scale; beyond, that of the end. Not a number: no colour of the palette. */
export function diverging(value: number, scale: number, scheme: Scheme): Rgb {
  const share = scale > 0 ? Math.max(-1, Math.min(1, value / scale)) : 0;
  if (Number.isNaN(share)) return [0x80, 0x80, 0x80];
  const neutral = neutrals[scheme];
  const end = share < 0 ? negative : positive;
  const weight = Math.abs(share);
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(neutral[channel] + (end[channel] - neutral[channel]) * weight);
  return [mix(0), mix(1), mix(2)];
}

/** The next of 1, 2, 5, 10, … times a power of ten that is not below this size. */
export function niceCeiling(size: number): number {
  if (!(size > 0) || !Number.isFinite(size)) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  const step = [1, 2, 5, 10].find((candidate) => candidate * power >= size * (1 - 1e-9));
  return Number(((step ?? 10) * power).toPrecision(1));
}

/**
 * The scale of a row of tiles. It grows at once when a value leaves it, and shrinks only after the values have been far
 * below it for a while: colours stay comparable from frame to frame.
 */
export class StableScale {
  value: number;
  private started = false;
  private calm = 0;

  /** `floor`: the scale never becomes finer, so that values near zero look as small as they are. */
  constructor(private readonly floor = 0.1) {
    this.value = Math.max(1, floor);
  }

  /** Something else is shown from now on. */
  restart(): void {
    this.started = false;
    this.calm = 0;
  }

  /** Takes the largest size among the values now shown; returns the scale. */
  follow(size: number): number {
    if (size === 0 || !Number.isFinite(size)) return this.value;
    const wanted = niceCeiling(Math.max(size, this.floor));
    if (!this.started || wanted > this.value) {
      this.value = wanted;
      this.started = true;
      this.calm = 0;
    } else if (wanted < this.value / 2) {
      this.calm += 1;
      if (this.calm >= 30) {
        this.value = wanted;
        this.calm = 0;
      }
    } else this.calm = 0;
    return this.value;
  }
}

const paper = { dark: [0x16, 0x18, 0x1d], light: [0xff, 0xff, 0xff] } as const satisfies Record<Scheme, Rgb>;
const ink = { dark: [0xe7, 0xe9, 0xed], light: [0x1b, 0x1f, 0x27] } as const satisfies Record<Scheme, Rgb>;

/** Colour of a picture's pixel between its darkest (paper) and its brightest value (ink). */
export function inkOf(value: number, min: number, max: number, scheme: Scheme): Rgb {
  const share = max > min ? Math.max(0, Math.min(1, (value - min) / (max - min))) : 0;
  if (Number.isNaN(share)) return [0x80, 0x80, 0x80];
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(paper[scheme][channel] + (ink[scheme][channel] - paper[scheme][channel]) * share);
  return [mix(0), mix(1), mix(2)];
}
