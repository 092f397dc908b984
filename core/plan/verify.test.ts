import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNetwork } from '../testing/arbitraryGraph';
import { planOf } from '../testing/networks';
import { formatPlan } from './format';
import type { Plan } from './plan';
import { assertPlan, verifyPlan } from './verify';

const small = fc.sample(randomNetwork, { numRuns: 1, seed: 7 })[0]!;
const good = () => structuredClone(planOf(small.graph, small.widths));
const arena = (plan: Plan) => plan.buffers.filter((buffer) => buffer.rows === 'batch');

describe('verifyPlan', () => {
  it('finds no fault in any compiled plan, which can be cloned and printed', () => {
    fc.assert(
      fc.property(randomNetwork, ({ graph, widths }) => {
        const plan = planOf(graph, widths);
        expect(verifyPlan(plan)).toEqual([]);
        expect(structuredClone(plan)).toEqual(plan);
        expect(formatPlan(plan)).toContain('forward');
      }),
    );
  });

  it('sees a buffer that lies outside the arena', () => {
    const plan = good();
    arena(plan)[0]!.offset = plan.memory.arenaColumns;
    expect(verifyPlan(plan).join()).toMatch(/lies at/);
  });

  it('sees two live buffers in the same room', () => {
    const plan = good();
    const dense = plan.forward.find((step) => step.op === 'dense')!;
    plan.buffers[dense.y]!.offset = plan.buffers[dense.x]!.offset;
    expect(verifyPlan(plan).join()).toMatch(/share room/);
  });

  it('sees a read before the write', () => {
    const plan = good();
    plan.forward.reverse();
    expect(verifyPlan(plan).join()).toMatch(/before it is written/);
  });

  it('sees shapes that do not meet', () => {
    const plan = good();
    const { value } = plan.parameters[0]!;
    plan.buffers[value]!.rows = (plan.buffers[value]!.rows as number) + 1;
    expect(verifyPlan(plan).join()).toMatch(/expected/);
  });

  it('sees a buffer that does not exist, and says it is our bug', () => {
    const plan = good();
    const dense = plan.forward.find((step) => step.op === 'dense')!;
    dense.x = 999;
    expect(() => assertPlan(plan)).toThrow(/^internal: plan does not hold: dense names buffer 999/);
  });
});
