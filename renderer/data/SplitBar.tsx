import { Popover } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { type RowUse, rowUses } from '../../core/data/query';
import { useApp } from '../app/appStore';
import classes from './data.module.css';
import { PartName } from './PartName';
import { SplitForm } from './split/SplitForm';
import { useSplitPreview } from './split/useSplitPreview';
import splitBarClasses from './splitBar.module.css';

const meanings: Record<RowUse, string> = {
  train: 'Rows that the network learns from',
  validation: 'Rows that are measured after every epoch and never learned from',
  test: 'Rows that are kept for the end and never learned from',
  dropped: 'A cell that is used is empty or cannot be read',
};

/** How the rows are divided, as the engine counts them; opens the way to change it. */
export const SplitBar = observer(function SplitBar() {
  const { training, ui } = useApp();
  const { splitOpened: opened } = ui;
  const { value, problem, waiting } = useSplitPreview();
  const failed = problem !== null && !waiting;
  const counts = failed ? null : (value?.rows ?? training.rows?.counts);
  const isEmpty = counts ? counts.train + counts.validation + counts.test === 0 : false;
  const shown = rowUses.filter((use) => (counts?.[use] ?? 0) > 0 || use === 'validation');
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
            {shown.map((use) => (
              <span key={use} data-use={use} style={{ flexGrow: counts[use] }} />
            ))}
          </div>
          <p className={splitBarClasses.splitText}>
            {shown.map((use) => (
              <span key={use} title={meanings[use]}>
                <PartName use={use} rows={counts[use]} />
              </span>
            ))}
          </p>
        </>
      )}
    </div>
  );
});
