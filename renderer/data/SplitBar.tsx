import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { formatInteger } from '../format';
import classes from './data.module.css';

/** How the rows are divided: as the engine counted them, or as the shares say until it has. */
export const SplitBar = observer(function SplitBar() {
  const { data, document, training } = useApp();
  const rowCount = data.summary?.rowCount ?? 0;
  const counted = training.rows?.counts;
  const { validation: share = 0, test: testShare = 0 } = document.dataset?.split ?? {};
  const validation = counted?.validation ?? Math.round(rowCount * share);
  const test = counted?.test ?? Math.round(rowCount * testShare);
  const train = counted?.train ?? rowCount - validation - test;
  const dropped = counted?.dropped ?? 0;
  const parts = [
    { name: 'training', count: train, className: classes.train },
    { name: 'validation', count: validation, className: classes.validation },
    { name: 'test', count: test, className: classes.test },
    { name: 'dropped', count: dropped, className: classes.dropped },
  ].filter(({ count, name }) => count > 0 || name === 'validation');
  return (
    <div className={classes.split} data-testid="split-bar">
      <div className={classes.bar} aria-hidden="true">
        {parts.map(({ name, count, className }) => (
          <span key={name} className={className} style={{ flexGrow: count }} />
        ))}
      </div>
      <p className={classes.splitText}>
        {parts.map(({ name, count, className }) => (
          <span
            key={name}
            title={name === 'dropped' ? 'A cell that is used is empty or unreadable' : undefined}
          >
            <i className={`${classes.key} ${className}`} aria-hidden="true" />
            {formatInteger(count)} {name}
          </span>
        ))}
      </p>
    </div>
  );
});
