import { Popover } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import classes from './data.module.css';
import { SplitForm } from './split/SplitForm';
import { useSplitPreview } from './split/useSplitPreview';
import splitBarClasses from './splitBar.module.css';

const meanings = {
  training: 'Rows that the network learns from',
  validation: 'Rows that are measured after every epoch and never learned from',
  test: 'Rows that are kept for the end and never learned from',
  'left out': 'A cell that is used is empty or cannot be read',
} as const;

/** How the rows are divided, as the engine counts them; opens the way to change it. */
export const SplitBar = observer(function SplitBar() {
  const { training, ui } = useApp();
  const { splitOpened: opened } = ui;
  const { value, problem, waiting } = useSplitPreview();
  const failed = problem !== null && !waiting;
  const counts = failed ? null : (value?.rows ?? training.rows?.counts);
  const isEmpty = counts ? counts.train + counts.validation + counts.test === 0 : false;
  const parts = [
    { name: 'training', count: counts?.train ?? 0, className: splitBarClasses.train },
    { name: 'validation', count: counts?.validation ?? 0, className: splitBarClasses.validation },
    { name: 'test', count: counts?.test ?? 0, className: splitBarClasses.test },
    { name: 'left out', count: counts?.dropped ?? 0, className: splitBarClasses.dropped },
  ] as const;
  const shown = parts.filter(({ count, name }) => count > 0 || name === 'validation');
  return (
    <div className={splitBarClasses.split} data-testid="split-bar">
      <div className={splitBarClasses.splitHead}>
        <h3>Split</h3>
        <Popover
          opened={opened}
          onChange={ui.setSplitOpened}
          position="right-start"
          offset={10}
          width={440}
          shadow="md"
          trapFocus
          returnFocus
        >
          <Popover.Target>
            <button
              type="button"
              className={classes.link}
              data-testid="split-open"
              aria-expanded={opened}
              title="Which rows are learned from, and which are kept to measure with"
              onClick={() => ui.setSplitOpened(!opened)}
            >
              Change
            </button>
          </Popover.Target>
          <Popover.Dropdown className={classes.popover}>
            {opened && <SplitForm onClose={() => ui.setSplitOpened(false)} />}
          </Popover.Dropdown>
        </Popover>
      </div>
      {failed && <p className={classes.hint}>{problem.message}</p>}
      {isEmpty && <p className={classes.hint}>No row can be used with these columns and types.</p>}
      {counts && !isEmpty && (
        <>
          <div className={splitBarClasses.bar} aria-hidden="true">
            {shown.map(({ name, count, className }) => (
              <span key={name} className={className} style={{ flexGrow: count }} />
            ))}
          </div>
          <p className={splitBarClasses.splitText}>
            {shown.map(({ name, count, className }) => (
              <span key={name} title={meanings[name]}>
                <i className={`${splitBarClasses.key} ${className}`} aria-hidden="true" />
                {formatInteger(count)} {name}
              </span>
            ))}
          </p>
        </>
      )}
    </div>
  );
});
