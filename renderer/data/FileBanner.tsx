import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import classes from './data.module.css';

/** Says that the file is another one than the project knows, and what is different. */
export const FileBanner = observer(function FileBanner() {
  const { data } = useApp();
  const { changes, summary } = data;
  if (changes.length === 0 || !summary) return null;
  return (
    <div className={classes.banner} role="status" data-testid="file-changed">
      <p>
        <strong>{summary.fileName}</strong> has changed since the project was saved.
      </p>
      <ul>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <div className={classes.bannerEnd}>
        <button
          type="button"
          className={classes.link}
          data-testid="accept-file"
          title="Keeps what was chosen for the columns that are still there"
          onClick={data.acceptFile}
        >
          Use the file as it is now
        </button>
        <button type="button" className={classes.link} onClick={() => void data.locate()}>
          Locate…
        </button>
      </div>
    </div>
  );
});
