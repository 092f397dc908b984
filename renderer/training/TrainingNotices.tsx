import { CloseButton } from '@mantine/core';
import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import { placeInTraining } from './place';
import classes from './transport.module.css';

/** What happened to the run and what can be done about it; hangs under the transport, over the canvas. */
export const TrainingNotices = observer(function TrainingNotices() {
  const { training } = useApp();
  const { failure, notice, edited, outdated } = training;
  if (failure) {
    const { problem, resume } = failure;
    return (
      <div className={`${classes.notice} ${classes.failure}`} role="alert" data-testid="run-failure">
        <p>
          {problem.message} {problem.hint}
        </p>
        {resume && (
          <button
            type="button"
            className={classes.main}
            data-testid="run-continue"
            onClick={training.continueRun}
          >
            Continue from {placeInTraining(resume)}
          </button>
        )}
        <button type="button" className={classes.link} data-testid="run-again" onClick={training.startAgain}>
          Start again
        </button>
        <CloseButton size="sm" aria-label="Close" onClick={training.dismissFailure} />
      </div>
    );
  }
  if (edited) {
    return (
      <div className={classes.notice} role="status" data-testid="run-edited">
        <p>This run trains the network and data as they were at its start.</p>
        <button type="button" className={classes.link} data-testid="run-apply" onClick={training.applyEdits}>
          Train the edited one
        </button>
      </div>
    );
  }
  // What was said of a run does not concern a network that was drawn since.
  if (!notice || (outdated && !notice.undoable)) return null;
  return (
    <div className={classes.notice} role="status" data-testid="run-notice">
      <p>{notice.text}</p>
      {notice.undoable && (
        <button type="button" className={classes.link} data-testid="undo-reset" onClick={training.undoReset}>
          Undo reset
        </button>
      )}
      <CloseButton size="sm" aria-label="Close" onClick={training.dismissNotice} />
    </div>
  );
});
