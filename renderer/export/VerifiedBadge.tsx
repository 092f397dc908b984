import type { Verification } from '../../core/export/verification';
import { formatInteger, formatNumber } from '../format';
import classes from './export.module.css';

/** What came of running the file. */
export function VerifiedBadge({ verification }: { verification: Verification }) {
  const { status } = verification;
  return (
    <p className={classes.badge} data-status={status} data-testid="export-verified" role="status">
      <strong>{{ verified: 'Verified', failed: 'Not equal', notRun: 'Not run:' }[status]}</strong>
      {sentence(verification)}
    </p>
  );
}

function sentence(verification: Verification): string {
  if (verification.status === 'notRun') return verification.reason;
  const { rows, method, largestDifference, tolerance, error } = verification;
  if (error) return `The file does not run: ${error}`;
  const over = `${method} on ${formatInteger(rows)} made-up ${rows === 1 ? 'row' : 'rows'}`;
  if (verification.status === 'failed') {
    return `${over}; differs from the engine by ${formatNumber(largestDifference, 2)}, and only ${formatNumber(tolerance, 2)} is allowed`;
  }
  return largestDifference === 0
    ? `${over}; no difference from the engine`
    : `${over}; largest difference from the engine ${formatNumber(largestDifference, 2)}`;
}
