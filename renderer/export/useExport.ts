import { useEffect, useState } from 'react';
import type { ExportPreview } from '../../core/export/exportFile';
import type { Verification } from '../../core/export/verification';
import type { Problem } from '../../core/graph/problem';
import { useApp } from '../app/appStore';

export type ExportState =
  | { status: 'writing' }
  | { status: 'written'; exportId: number; files: ExportPreview[]; verification: Verification }
  | { status: 'refused'; problem: Problem };

/**
 * The network as it is now, written in a format by the engine, which also runs the result. Anew with every other choice; the choices of
 * two formats are never the same object.
 */
export function useExport(format: string, options: Readonly<Record<string, unknown>>): ExportState {
  const { files, engine } = useApp();
  const [shown, setShown] = useState<{ of: object; state: ExportState } | null>(null);
  useEffect(() => {
    let wanted = true;
    const show = (state: ExportState) => {
      if (wanted) setShown({ of: options, state });
    };
    const { name, graph, dataset, training, parameters, encoders, metrics } = files.wholeProject();
    if (!dataset || !parameters) {
      const message = 'The network has not been trained yet, so there are no parameters to export.';
      show({ status: 'refused', problem: { code: 'export.untrained', message, hint: 'Train it first.' } });
      return;
    }
    const write = async () => {
      const project = { name, graph, dataset, training, encoders, metrics };
      const answer = await engine.export({ ...project, parameters, format, options: { ...options } });
      if (!answer.ok) return show({ status: 'refused', problem: answer.problem });
      const { requestId: exportId, files: written, verification } = answer.value;
      show({ status: 'written', exportId, files: written, verification });
    };
    void write();
    return () => {
      wanted = false;
    };
  }, [files, engine, format, options]);
  // What was written with other choices is no answer to these.
  return shown?.of === options ? shown.state : { status: 'writing' };
}
