import { compile } from '../../core/compile/compile';
import { dataWidths } from '../../core/data/widths';
import { findNode, nodeName } from '../../core/graph/names';
import { formatShape } from '../../core/nodes/kind';
import type { AddCommand } from '../addCommand';
import { readProject } from '../files';
import { formatTable, whole } from '../format';
import { problemLine } from '../userError';

export const addCheck: AddCommand = (program, host, setExitCode) => {
  program
    .command('check')
    .description('List what is wrong with a network, or its shapes and parameter counts')
    .argument('<project>', 'project file (.nloom)')
    .action(async (given: string) => {
      const { project } = await readProject(host.cwd, given);
      const { graph, dataset, training } = project;
      const { problems, order, shapes, parameterCounts } = compile(
        graph,
        dataWidths(graph, dataset),
        training,
      );
      if (problems.length > 0) {
        for (const problem of problems) host.stdout.write(`${problemLine(problem)}\n`);
        setExitCode(1);
        return;
      }
      const rows = order.map((id) => {
        const node = findNode(graph, id)!;
        const features = shapes.get(id)?.features ?? null;
        const parameters = parameterCounts.get(id);
        return [
          nodeName(node),
          node.kind,
          features === null ? '–' : formatShape(features),
          parameters === undefined ? '–' : whole(parameters),
        ];
      });
      const total = [...parameterCounts.values()].reduce((sum, each) => sum + each, 0);
      const table = [['Node', 'Kind', 'Output', 'Parameters'], ...rows, ['Total', '', '', whole(total)]];
      host.stdout.write(formatTable(table, [3]));
    });
};
