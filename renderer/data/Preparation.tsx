import { CloseButton } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { type ColumnSpec, categoryEncodings, type Scaling, scalings } from '../../core/data/schema';
import { columnRole } from '../../core/data/widths';
import { useApp } from '../app/appStore';
import { CategoryList } from './CategoryList';
import { TermSelect } from './ColumnControls';
import { ColumnPreviewView } from './ColumnPreviewView';
import { encodingTerms, roleTerms, scalingTerms, typeTerms } from './columnWords';
import { DateParts } from './DateParts';
import { Field } from './Field';
import { MissingFields } from './MissingFields';
import classes from './preparation.module.css';

/** How the cells of a column become numbers, and what that does to it. */
export const Preparation = observer(function Preparation({
  name,
  onClose,
}: {
  name: string;
  onClose(): void;
}) {
  const { document } = useApp();
  const column = document.dataset?.columns.find((each) => each.name === name);
  if (!column) return <p className={classes.note}>This column is not in the data any more.</p>;
  const role = columnRole(column, document.graph);
  const change = (patch: Partial<ColumnSpec>) => document.setColumn(name, patch);
  return (
    <section className={classes.preparation} aria-label={`Preparation of ${name}`} data-testid="preparation">
      <header className={classes.header}>
        <div className={classes.title}>
          <h3>{name}</h3>
          <p>
            {roleTerms[role].name} · {typeTerms[column.type].name.toLowerCase()}
          </p>
        </div>
        <CloseButton size="sm" aria-label="Close" onClick={onClose} />
      </header>
      <ScalingField column={column} onChange={change} />
      {column.type === 'category' && <CategoryList key={name} column={column} onChange={change} />}
      {column.type === 'date' && <DateParts column={column} onChange={change} />}
      {role === 'target' ? (
        <p className={classes.note}>
          Rows without a value here are left out of training: what is to be predicted has to be known.
        </p>
      ) : (
        <MissingFields column={column} onChange={change} />
      )}
      {column.type !== 'text' && <ColumnPreviewView column={column} />}
    </section>
  );
});

interface FieldProps {
  column: ColumnSpec;
  onChange(patch: Partial<ColumnSpec>): void;
}

/** One-hot or ordinal, and how what is a number is scaled. */
function ScalingField({ column, onChange }: FieldProps) {
  const { name } = column;
  const isOrdinal = column.type === 'category' && column.encoding === 'ordinal';
  const isScaled =
    column.type === 'number' ||
    column.type === 'integer' ||
    isOrdinal ||
    (column.type === 'date' && column.parts.includes('elapsed'));
  const scaling = ('scaling' in column ? (column.scaling as Scaling | undefined) : undefined) ?? 'none';
  return (
    <>
      {column.type === 'category' && (
        <Field label="Encoding" meaning={encodingTerms[column.encoding ?? 'oneHot'].meaning}>
          <TermSelect
            label={`Encoding of ${name}`}
            testId={`encoding-${name}`}
            value={column.encoding ?? 'oneHot'}
            terms={encodingTerms}
            choices={categoryEncodings}
            onChange={(encoding) => onChange({ encoding: encoding === 'oneHot' ? undefined : encoding })}
          />
        </Field>
      )}
      {isScaled && (
        <Field
          label={column.type === 'date' ? 'Scaling of time' : 'Scaling'}
          meaning={scalingTerms[scaling].meaning}
        >
          <TermSelect
            label={`Scaling of ${name}`}
            testId="prepare-scaling"
            value={scaling}
            terms={scalingTerms}
            choices={scalings}
            onChange={(next) => onChange({ scaling: next })}
          />
        </Field>
      )}
    </>
  );
}
