import { Tooltip } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { observer } from 'mobx-react-lite';
import { useApp } from '../app/appStore';
import classes from './card.module.css';

/** Marks a node with a problem; the sentence stands in its tooltip, and a click shows it in the Problems panel. */
export const ProblemBadge = observer(function ProblemBadge({ id }: { id: string }) {
  const { document, ui } = useApp();
  const { problems } = document.factsOf(id);
  if (problems.length === 0) return null;
  const text = problems.map(({ message, hint }) => (hint ? `${message} ${hint}` : message)).join('\n');
  return (
    <Tooltip label={<span className={classes.problemText}>{text}</span>} openDelay={100} maw={340}>
      <button
        type="button"
        className={`nodrag ${classes.problem}`}
        data-testid={`problem-${id}`}
        aria-label={text}
        onClick={() => ui.showBottom('problems')}
      >
        <IconAlertTriangleFilled size={16} aria-hidden />
      </button>
    </Tooltip>
  );
});
