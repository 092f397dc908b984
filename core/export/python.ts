import { type CheckInput, lacksModule, type NotRun } from './exporter';

export interface PythonCheck {
  /** What people call the module: PyTorch. */
  module: string;
  /** Python lines. Those that import what is needed, and one that turns `rows`, a list of lists, into what the model takes. */
  imports: string;
  toRows: string;
  environment?: Record<string, string>;
}

/** Runs an exported `model.py` with its weights by a Python of this machine that has the module. */
export function runPython({ files, rows, host }: CheckInput, check: PythonCheck): number[][] | NotRun {
  const cells = rows.map((row) => row.map((cell) => (Number.isNaN(cell) ? null : cell)));
  const result = host.runTool({
    programs: ['python3', 'python'],
    arguments: ['check.py'],
    files: [
      ...files,
      { name: 'rows.json', content: JSON.stringify(cells) },
      { name: 'check.py', content: script(check) },
    ],
    ...(check.environment && { environment: check.environment }),
  });
  switch (result.status) {
    case 'missing':
      return { notRun: `there is no Python with ${check.module} on this machine` };
    case 'tooSlow':
      return { notRun: `Python was stopped after ${result.seconds} seconds` };
    case 'done': {
      const printed = JSON.parse(result.output.trim().split('\n').at(-1)!) as (number | null)[][];
      return printed.map((row) => row.map((value) => value ?? Number.NaN));
    }
    default:
      throw result satisfies never;
  }
}

function script({ imports, toRows }: PythonCheck): string {
  return `import json, sys

try:
    ${imports}
except ImportError:
    sys.exit(${lacksModule})
import model

rows = [[float("nan") if cell is None else cell for cell in row] for row in json.load(open("rows.json"))]
outputs = model.predict(model.load(), ${toRows}).tolist()
print(json.dumps([[None if value != value else value for value in row] for row in outputs]))
`;
}
