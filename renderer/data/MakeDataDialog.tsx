import { Modal } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useDeferredValue, useState } from 'react';
import { generators } from '../../core/data/generators';
import { type GeneratorSource, generatorNames } from '../../core/data/source';
import { useApp } from '../app/appStore';
import classes from './makeData/makeData.module.css';
import { PointPlot } from './makeData/PointPlot';
import { Sliders } from './makeData/Sliders';
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
    if (draw) requestAnimationFrame(() => ui.canvas?.showFirst());
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
