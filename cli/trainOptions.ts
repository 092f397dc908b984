import { InvalidArgumentError, type OptionValues } from 'commander';

export interface TrainOptions extends OptionValues {
  data?: string;
  epochs?: number;
  steps?: number;
  backend?: 'wasm' | 'reference';
  threads?: number;
  seed?: number;
  checkpoint?: string;
  resume?: string;
  out?: string;
  log?: string;
}

/** Reads a whole number within limits. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text.trim()) && value >= min && value <= max) return value;
    const limits = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`It must be a whole number ${limits}.`);
  };
}
