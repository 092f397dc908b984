import { compile } from '../../core/compile/compile';
import { dataWidths } from '../../core/data/widths';
import { formatPlanMemory } from '../../core/kernels/wasm/planMemory';
import { formatPlan } from '../../core/plan/format';
import type { AddCommand } from '../addCommand';
import { readProject } from '../files';
import { problemLine, UserError } from '../userError';

export const addPlan: AddCommand = (program, host) => {
  program
    .command('plan')
    .description('Print the steps that one update is made of')
    .argument('<project>', 'project file (.nloom)')
    .action(async (given: string) => {
      const { project } = await readProject(host.cwd, given);
      const { graph, dataset, training } = project;
      const { plan, problems } = compile(graph, dataWidths(graph, dataset), training);
      if (!plan) throw new UserError(problemLine(problems[0]!));
      host.stdout.write(`${formatPlan(plan)}\n`);
      if (training.backend === 'wasm') host.stdout.write(formatPlanMemory(plan, training.batchSize));
    });
};
