import { CloseButton, useComputedColorScheme } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useEffect, useRef } from 'react';
import { nodeName } from '../../core/graph/names';
import { useApp } from '../app/appStore';
import { formatCount, formatNumber } from '../format';
import classes from './neuron.module.css';
import { neuronName, neuronNames } from './neuronNames';
import { type NeuronInputs, neuronInputs } from './neuronSources';
import { diverging, toCss } from './palette';
import { WeightPicture } from './WeightPicture';

interface NeuronInspectorProps {
  nodeId: string;
  /** Index from 0. */
  neuron: number;
}

/** More than this many sources are counted and not listed. */
const mostListed = 256;

/** One neuron: what it gives for the watched row, and what it is computed from. */
export const NeuronInspector = observer(function NeuronInspector({ nodeId, neuron }: NeuronInspectorProps) {
  const { document, training, ui } = useApp();
  const node = document.node(nodeId);
  const width = document.factsOf(nodeId).features;
  if (!node || width === null || neuron >= width) {
    return <p className={classes.gone}>This neuron is not in the network any more.</p>;
  }
  const { graph, dataset } = document;
  const widths = (id: string) => document.factsOf(id).features;
  const names = neuronNames(nodeId, graph, dataset);
  const inputs = neuronInputs(graph, dataset, widths, training.shownParameters, nodeId, neuron);
  return (
    <section className={classes.inspector} aria-label="Neuron" data-testid="neuron-inspector">
      <header className={classes.header}>
        <div>
          <h2 className={classes.title}>{neuronName(names, neuron)}</h2>
          <p className={classes.place}>
            {names ? `neuron ${neuron + 1} ` : ''}of {width} in{' '}
            <button type="button" className={classes.node} onClick={() => ui.select([nodeId])}>
              {nodeName(node)}
            </button>
          </p>
        </div>
        <CloseButton size="sm" aria-label="Back to the node" onClick={ui.clearNeuron} />
      </header>
      <LiveValue nodeId={nodeId} neuron={neuron} />
      <WeightPicture inputs={inputs} />
      <Sources inputs={inputs} />
    </section>
  );
});

/** The activation of the watched row, following the frames. */
const LiveValue = observer(function LiveValue({ nodeId, neuron }: NeuronInspectorProps) {
  const { training } = useApp();
  const value = useRef<HTMLSpanElement>(null);
  const { frames } = training;
  useEffect(() => {
    const show = (activation: number | undefined) => {
      if (value.current) value.current.textContent = formatNumber(activation, 6);
    };
    show(frames.latest?.activations[nodeId]?.[neuron]);
    return frames.subscribe((frame) => show(frame?.activations[nodeId]?.[neuron]));
  }, [frames, nodeId, neuron]);
  const row = training.rows ? `row ${training.rows.tableRow(training.watchRow) + 1}` : 'the watched row';
  return (
    <div className={classes.activation}>
      <span>Activation for {row}</span>
      <span ref={value} className={classes.number} data-testid="neuron-activation" data-selectable />
    </div>
  );
});

/** Where the value comes from: each source with its weight and its value. */
const Sources = observer(function Sources({ inputs }: { inputs: NeuronInputs }) {
  const { training, ui } = useApp();
  const scheme = useComputedColorScheme('light');
  const body = useRef<HTMLDivElement>(null);
  const { frames } = training;
  const { sources, bias, isWeightedSum } = inputs;
  const listed = sources.slice(0, mostListed);

  useEffect(() => {
    const show = () => {
      const rows = body.current?.querySelectorAll<HTMLElement>('[data-source]') ?? [];
      for (const row of rows) {
        const source = listed[Number(row.dataset.source)];
        const value = source && frames.latest?.activations[source.nodeId]?.[source.neuron];
        const cell = row.querySelector<HTMLElement>('[data-live]');
        if (cell) cell.textContent = formatNumber(value);
      }
    };
    show();
    return frames.subscribe(show);
  }, [frames, listed]);

  if (sources.length === 0) {
    return <p className={classes.note}>This value comes straight from the data, encoded.</p>;
  }
  const weights = [...sources.map(({ weight }) => weight ?? 0), bias ?? 0];
  const largest = Math.max(...weights.map(Math.abs)) || 1;
  const known = sources.some(({ weight }) => weight !== null);
  const tile = (weight: number) => ({ background: toCss(diverging(weight, largest, scheme)) });
  return (
    <div className={classes.sources} ref={body}>
      <div className={`${classes.row} ${classes.columns}`}>
        <span />
        <span>from</span>
        {isWeightedSum && <span className={classes.number}>weight</span>}
        <span className={classes.number}>value</span>
      </div>
      {listed.map(({ nodeId, neuron, name, weight }, index) => (
        <button
          key={`${nodeId} ${neuron}`}
          type="button"
          className={`${classes.row} ${classes.source}`}
          data-source={index}
          title={name}
          onClick={() => ui.selectNeuron(nodeId, neuron)}
        >
          <span className={classes.tile} style={weight === null ? undefined : tile(weight)} />
          <span className={classes.name}>{name}</span>
          {isWeightedSum && <span className={classes.number}>{formatNumber(weight)}</span>}
          <span className={classes.number} data-live />
        </button>
      ))}
      {isWeightedSum && bias !== null && (
        <div className={classes.row} data-testid="neuron-bias">
          <span className={classes.tile} style={tile(bias)} />
          <span className={classes.name}>bias</span>
          <span className={classes.number}>{formatNumber(bias)}</span>
          <span className={classes.number} />
        </div>
      )}
      {sources.length > mostListed && (
        <p className={classes.note}>
          and {formatCount(sources.length - mostListed, 'more source', 'more sources')}
        </p>
      )}
      {isWeightedSum && (
        <p className={classes.note}>
          {known
            ? `The activation is Σ weight · value + bias. Colours go from −${formatNumber(largest)} (blue) to ${formatNumber(largest)} (orange).`
            : 'The weights appear once there is data and the network is complete.'}
        </p>
      )}
    </div>
  );
});
