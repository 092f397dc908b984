import type { GeneratorSource } from '../../../core/data/source';
import { formatInteger } from '../../format';
import range from '../../training/range.module.css';
import classes from './makeData.module.css';
import { rowSteps } from './rowSteps';

interface SlidersProps {
  source: GeneratorSource;
  onChange(change: Partial<GeneratorSource>): void;
}

/** Rows, noise, seed, and the arms of a spiral. */
export function Sliders({ source, onChange }: SlidersProps) {
  const { rows, noise, seed, classes: arms = 2 } = source;
  const step = rowSteps.reduce(
    (best, each, index) => (Math.abs(each - rows) < Math.abs(rowSteps[best]! - rows) ? index : best),
    0,
  );
  return (
    <div className={classes.sliders}>
      <Slider
        label="Rows"
        testId="make-rows"
        shown={formatInteger(rows)}
        max={rowSteps.length - 1}
        value={step}
        onChange={(index) => onChange({ rows: rowSteps[index]! })}
      />
      <Slider
        label="Noise"
        testId="make-noise"
        shown={`${Math.round(noise * 100)} %`}
        max={100}
        value={Math.round(noise * 100)}
        onChange={(percent) => onChange({ noise: percent / 100 })}
      />
      <Slider
        label="Seed"
        testId="make-seed"
        shown={String(seed)}
        max={100}
        value={Math.min(100, seed)}
        onChange={(next) => onChange({ seed: next })}
      />
      {source.generator === 'spiral' && (
        <Slider
          label="Arms"
          testId="make-classes"
          shown={String(arms)}
          min={2}
          max={10}
          value={arms}
          onChange={(next) => onChange({ classes: next })}
        />
      )}
    </div>
  );
}

interface SliderProps {
  label: string;
  testId: string;
  shown: string;
  min?: number;
  max: number;
  value: number;
  onChange(value: number): void;
}

const hints: Record<string, string> = {
  Rows: 'How many examples are made',
  Noise: 'How far chance moves the points: at 100 % as wide as the figure',
  Seed: 'Another seed makes other points by the same rule',
  Arms: 'Each arm is a class of its own',
};

function Slider({ label, testId, shown, min = 0, max, value, onChange }: SliderProps) {
  return (
    <label className={classes.slider} title={hints[label]}>
      <span>{label}</span>
      <input
        type="range"
        className={range.range}
        data-testid={testId}
        aria-label={label}
        aria-valuetext={shown}
        min={min}
        max={max}
        value={value}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output>{shown}</output>
    </label>
  );
}
