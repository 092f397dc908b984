import { observer } from 'mobx-react-lite';
import type { ImportProgress } from '../../core/data/summary';
import { useApp } from '../app/appStore';
import { formatBytes, formatCount, formatShort } from '../format';
import classes from './dropTarget.module.css';

/** How far reading has come, with its figures and the way to stop it. */
export const ProgressLine = observer(function ProgressLine({ name }: { name?: string | null }) {
  const { data } = useApp();
  const { progress } = data;
  return (
    <div className={classes.progress} role="status" data-testid="import-progress">
      <div className={classes.progressText}>
        <span className={classes.progressName}>
          {stageText(progress)} {name}…
        </span>
        {progress && <span className={classes.figures}>{figures(progress)}</span>}
        <button type="button" className={classes.cancel} data-testid="import-stop" onClick={data.stopReading}>
          Cancel
        </button>
      </div>
      <progress
        className={classes.bar}
        aria-label="How much of the file has been read"
        max={1}
        {...(progress && progress.bytes > 0 && { value: progress.bytesDone / progress.bytes })}
      />
    </div>
  );
});

function stageText(progress: ImportProgress | null): string {
  return progress?.stage === 'summarising' ? 'Summarising' : 'Reading';
}

function figures({ bytes, bytesDone, rows, megabytesPerSecond }: ImportProgress): string {
  const parts = [formatCount(rows, 'row'), `${formatBytes(bytesDone)} of ${formatBytes(bytes)}`];
  if (megabytesPerSecond > 0) parts.push(`${formatShort(megabytesPerSecond, 3)} MB/s`);
  return parts.join(' · ');
}
