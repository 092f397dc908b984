import { useEffect, useState } from 'react';
import type { RunHistory } from './runHistory';
import { Throttle } from './throttle';

/** Renders anew when the run has something new to say, at most `perSecond` times a second. */
export function useRunNumbers(history: RunHistory, perSecond = 15): RunHistory {
  const [, setVersion] = useState(history.version);
  useEffect(() => {
    const throttle = new Throttle(() => setVersion(history.version), 1000 / perSecond);
    setVersion(history.version);
    const stop = history.subscribe(throttle.request);
    return () => {
      stop();
      throttle.cancel();
    };
  }, [history, perSecond]);
  return history;
}
