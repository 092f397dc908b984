import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { columnsOfNode } from '../../core/data/widths';
import { findNodeKind } from '../../core/nodes';
import { useApp } from '../app/appStore';
import { Choice } from '../inspector/form/FieldRow';
import { formFields } from '../inspector/form/fields';
import { NumberInput } from '../inspector/form/NumberInput';
import classes from './card.module.css';

/** The one parameter that matters, editable on the card; for a data node, the columns it reads. */
export const CardParameter = observer(function CardParameter({ id, kind }: { id: string; kind: string }) {
  const { document } = useApp();
  const [error, setError] = useState<string | null>(null);
  const node = document.node(id);
  const definition = findNodeKind(kind);
  if (!node || !definition) return null;
  if (definition.family === 'data') return <CardColumns id={id} />;
  const field = formFields(definition.params).find(({ key }) => key === definition.primary);
  if (!field) return null;
  const change = (value: unknown, live: boolean) => document.setParam(id, field.key, value, { live });
  const shared = { label: `${field.title} of ${id}`, testId: `card-${field.key}-${id}` };
  if (field.control === 'choice') {
    return (
      <div className={classes.parameter}>
        <Choice
          {...shared}
          className={classes.choice}
          value={String(node[field.key])}
          choices={field.choices}
          onChange={(choice) => setError(change(choice, false))}
        />
      </div>
    );
  }
  if (field.control !== 'number') return null;
  return (
    <div className={classes.parameter}>
      <span className={classes.parameterName}>{field.title.toLowerCase()}</span>
      <NumberInput
        {...shared}
        field={field}
        className={classes.number}
        value={node[field.key]}
        onChange={change}
        onCommit={document.commit}
        onError={setError}
      />
      {error && (
        <span role="alert" className={classes.parameterError}>
          {error}
        </span>
      )}
    </div>
  );
});

const CardColumns = observer(function CardColumns({ id }: { id: string }) {
  const { document } = useApp();
  const node = document.graph.nodes.find((each) => each.id === id);
  const columns = node && columnsOfNode(node, document.graph, document.dataset);
  if (!columns || columns.length === 0) return null;
  const names = columns.map((column) => column.name).join(', ');
  return (
    <div className={classes.columns} title={names}>
      {names}
    </div>
  );
});
