import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useDeferredValue, useState } from 'react';
import { generators } from '../../core/data/generators';
import { type GeneratorSource, generatorNames } from '../../core/data/source';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import range from '../training/range.module.css';
import classes from './makeData/makeData.module.css';
import { PointPlot } from './makeData/PointPlot';
import { rowSteps } from './makeData/rowSteps';
import { suggestNetwork } from './suggestNetwork';

/** Rows made up by a formula, as in teaching playgrounds: chosen by picture, changed by sliders. */
export const MakeDataDialog = observer(function MakeDataDialog() {
  const { ui } = useApp();
  return (
    <Modal
      opened={ui.makeDataOpened}
      onClose={() => ui.setMakeDataOpened(false)}
      size={820}
      yOffset="6vh"
      title="Make data"
      classNames={{ title: classes.title }}
    >
      <MakeDataForm />
    </Modal>
  );
});

const first: GeneratorSource = { kind: 'generator', generator: 'spiral', rows: 500, noise: 0.1, seed: 1 };

const MakeDataForm = observer(function MakeDataForm() {
  const { data, document, ui } = useApp();
  const [source, setSource] = useState<GeneratorSource>(() => {
    const now = document.dataset?.source;
    return now?.kind === 'generator' ? now : first;
  });
  const drawn = useDeferredValue(source);
  const set = (change: Partial<GeneratorSource>) => setSource({ ...source, ...change });
  const { title, description } = generators[source.generator];
  const use = async (draw: boolean) => {
    await data.generate(source, draw ? suggestNetwork : null);
    if (data.problem) return;
    ui.setMakeDataOpened(false);
    ui.setStartScreen(false);
    ui.showLeft('data');
    if (draw) requestAnimationFrame(() => ui.canvas?.fit());
  };
  return (
    <div className={classes.form} data-testid="make-data-dialog">
      <div className={classes.choices} role="radiogroup" aria-label="What is made">
        {generatorNames.map((generator) => (
          <button
            key={generator}
            type="button"
            role="radio"
            aria-checked={source.generator === generator}
            className={classes.choice}
            title={generators[generator].description}
            data-testid={`generator-${generator}`}
            onClick={() => set({ generator, classes: undefined })}
          >
            <Thumbnail generator={generator} />
            {generators[generator].title}
          </button>
        ))}
      </div>
      <div className={classes.detail}>
        <PointPlot
          source={drawn}
          width={474}
          height={316}
          dot={drawn.rows > 2000 ? 1.5 : 2.5}
          className={classes.plot}
          label={`${title}: ${description}`}
        />
        <p className={classes.description}>{description}</p>
        <Sliders source={source} onChange={set} />
      </div>
      <footer className={classes.footer}>
        <p className={classes.problem} role="alert">
          {data.problem && `${data.problem.message} ${data.problem.hint ?? ''}`}
        </p>
        <button type="button" className={classes.plain} onClick={() => ui.setMakeDataOpened(false)}>
          Cancel
        </button>
        {!document.isEmpty && (
          <button
            type="button"
            className={classes.plain}
            data-testid="make-apply"
            disabled={data.importing}
            title="The network on the canvas stays"
            onClick={() => void use(false)}
          >
            Use this data
          </button>
        )}
        <button
          type="button"
          className={classes.primary}
          data-autofocus
          data-testid="make-draw"
          disabled={data.importing}
          onClick={() => void use(true)}
        >
          Use it and draw a fitting network
        </button>
      </footer>
    </div>
  );
});

const thumbnails = Object.fromEntries(
  generatorNames.map((generator) => [
    generator,
    { kind: 'generator', generator, rows: 240, noise: 0.05, seed: 1 } satisfies GeneratorSource,
  ]),
) as Record<GeneratorSource['generator'], GeneratorSource>;

function Thumbnail({ generator }: { generator: GeneratorSource['generator'] }) {
  return <PointPlot source={thumbnails[generator]} width={84} height={60} dot={1.3} label="" />;
}

interface SlidersProps {
  source: GeneratorSource;
  onChange(change: Partial<GeneratorSource>): void;
}

function Sliders({ source, onChange }: SlidersProps) {
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
